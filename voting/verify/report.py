"""What a verification found, for people and for programs."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from voting.crypto.canonical import Value
from voting.crypto.errors import CheckFailed
from voting.crypto.jobs import Map


@dataclass(frozen=True, slots=True)
class Passed:
    """A check that held, and how many things it was made on."""

    name: str
    count: int


@dataclass
class Report:
    """Filled as the verification goes on; `notes` do not make a record wrong.

    For a display of progress `on_passed` is told of every check at once, and `on_progress` of every
    part of the long ones. `done` says on how many things they have been made so far, `ahead`, once
    it is known, on how many they will be in all.
    """

    on_passed: Callable[[Passed], None] = lambda _passed: None
    on_progress: Callable[["Report", str], None] = lambda _report, _name: None
    done: Counter[str] = field(default_factory=Counter)
    ahead: dict[str, int] = field(default_factory=dict)
    election: str = ""
    fingerprint: bytes = b""
    rehearsal: bool = False
    passed: list[Passed] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    failure: CheckFailed | None = None
    result: Value = None
    audit_seed: bytes = b""

    def note_passed(self, name: str, count: int) -> None:
        passed = Passed(name, count)
        self.passed.append(passed)
        self.on_passed(passed)

    def note_done(self, name: str, count: int) -> None:
        self.done[name] += count
        self.on_progress(self, name)

    def counted(self, name: str, count: int, map_jobs: Map) -> Map:
        """The same, noting with each job its share of so many things as done."""

        def counting(function: Callable[[Any], Any], jobs: Iterable[Any], /) -> Iterator[Any]:
            jobs = list(jobs)
            shares = [count * number // len(jobs) for number in range(len(jobs) + 1)]
            for found, (before, after) in zip(
                map_jobs(function, jobs), pairwise(shares), strict=True
            ):
                self.note_done(name, after - before)
                yield found

        return counting

    @property
    def winners(self) -> list[str]:
        """The ids of the options chosen, in the order of the rule; of priorities, all of them."""
        counted = self.result["count"] if isinstance(self.result, dict) else None
        both = {"order": [], **counted} if isinstance(counted, dict) else {}
        winners = both.get("winners", both.get("order"))
        return [str(winner) for winner in winners] if isinstance(winners, list) else []

    def to_value(self) -> Value:
        failed: Value = None
        if self.failure:
            failed = {"check": self.failure.check.value, "where": self.failure.where}
        return {
            "verdict": "refused" if self.failure else "good",
            "election": self.election,
            "fingerprint": self.fingerprint.hex(),
            "rehearsal": self.rehearsal,
            "checks": [{"name": p.name, "count": p.count} for p in self.passed],
            "failed": failed,
            "notes": list[Value](self.notes),
            "audit_seed": self.audit_seed.hex(),
            "winners": list[Value](self.winners),
        }
