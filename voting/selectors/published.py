"""What is published of a counted vote, so that anyone can count it again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from io import StringIO

from django.urls import reverse
from django.utils import timezone

from voting.counting import Ballots, Project, Result, found_from_json, write_pabulib
from voting.counting.election import DEFAULT_ELECTORATE
from voting.counting.numbers import exact_text
from voting.models import Election
from voting.selectors.ballots import bodies_of, instance_of


@dataclass(frozen=True)
class BallotFile:
    """The file of one electorate; `electorate` is its name in the count and in the rule.

    Where there are several, each has its `place` among them, from 0, and a `label` for readers.
    `is_totals`: its ballots are nowhere, and the file is of its totals.
    """

    election: Election
    electorate: str = DEFAULT_ELECTORATE
    place: int | None = None
    label: str = ""
    is_totals: bool = False

    @property
    def asked_by(self) -> str:
        """What stands in the address; nothing where there is one file."""
        return "" if self.place is None else self.electorate

    @property
    def address(self) -> str:
        address = reverse("voting:ballot_file", args=[self.election.pk])
        return address if self.place is None else f"{address}?electorate={self.electorate}"

    @property
    def file_name(self) -> str:
        name = "-".join(filter(None, ("vote", str(self.election.pk), self.asked_by)))
        return f"{name}.csv" if self.is_totals else f"{name}.pb"

    @property
    def argument(self) -> str:
        """As the command takes it."""
        if self.electorate == DEFAULT_ELECTORATE:
            return self.file_name
        return f"{self.electorate}={self.file_name}"

    def content(self) -> bytes:
        """The counted ballots as a .pb file; all files together are the input of the result."""
        found = found_from_json(self.election.result.outcome)
        result = found if isinstance(found, Result) else None
        whole = instance_of(self.election)
        own = whole.electorates[self.place or 0]
        if not isinstance(own.votes, Ballots):
            return _totals(whole.projects, own.votes)
        instance = replace(whole, electorates=(own,))
        text = StringIO(newline="")
        write_pabulib(instance, text, result=result, meta=_meta(self.election))
        return text.getvalue().encode()


def ballot_files_of(election: Election) -> list[BallotFile]:
    """One for each electorate. Two queries at most."""
    bodies = bodies_of(election)
    if len(bodies) > 1:
        return [
            BallotFile(election, body.code, place, body.name, hasattr(body, "totals"))
            for place, body in enumerate(bodies)
        ]
    return [BallotFile(election, bodies[0].code if bodies else DEFAULT_ELECTORATE)]


def _totals(projects: Sequence[Project], votes: Sequence[Fraction]) -> bytes:
    rows = (f"{p.id},{exact_text(total)}\n" for p, total in zip(projects, votes, strict=True))
    return "".join(("project_id,total\n", *rows)).encode()


def _meta(election: Election) -> dict[str, str]:
    """What the format wants to know of a vote of our own; a loaded one brings its own."""
    if election.meta:
        return {}
    cycle = election.cycle
    opened = election.opens_at or election.created_at
    closed = election.closes_at or election.result.counted_at
    return {
        "description": election.name_ja,
        "country": "Japan",
        "unit": cycle.area.name_en,
        "instance": cycle.slug,
        "date_begin": timezone.localtime(opened).strftime("%d.%m.%Y"),
        "date_end": timezone.localtime(closed).strftime("%d.%m.%Y"),
        "language": "ja",
        "currency": cycle.currency,
    }
