"""Counts a .pb file by pabutools with our rule for ties, and prints the outcome and its price.

Run by the Python of the oracle environment, which has no Tomoni in it:
    python pabutools_count.py [--grouped] FILE RULE [RULE ...]
RULE: greedy, equal-shares, equal-shares-cardinality, phragmen or add1 (step 1, exact start).
--grouped: identical ballots are held once, as its MultiProfile does; it is slow else, and its
rules are the same for both.
"""

import json
import re
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from pabutools.election import (
    AdditiveSatisfaction,
    ApprovalBallot,
    ApprovalMultiProfile,
    ApprovalProfile,
    Cardinality_Sat,
    Cost_Sat,
    FrozenApprovalBallot,
    MultiProfile,
)
from pabutools.election.pabulib import parse_pabulib
from pabutools.rules import (
    greedy_utilitarian_welfare,
    method_of_equal_shares,
    sequential_phragmen,
)
from pabutools.tiebreaking import TieBreakingRule

APPROVALS = {"approval", "choose-1"}


def ties_by(path: str, profile: Any) -> Any:
    """Lower cost, then more votes, then the order in the file."""
    votes: Counter[Any] = Counter()
    for ballot in profile:
        votes.update(dict.fromkeys(ballot, profile.multiplicity(ballot)))
    place = {name: number for number, name in enumerate(names_in_order(path))}
    return TieBreakingRule(lambda _i, _p, c: (c.cost, -votes[c], place[c.name]))


def names_in_order(path: str) -> list[str]:
    lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    start, stop = lines.index("PROJECTS"), lines.index("VOTES")
    return [line.split(";")[0].strip() for line in lines[start + 2 : stop]]


def points(ballot: Any, project: Any, longest: int) -> Any:
    if project not in ballot:
        return 0
    if hasattr(ballot, "index"):
        return longest - ballot.index(project)
    return ballot[project]


def satisfaction(instance: Any, *, per_cost: bool) -> Any:
    """A voter's points for a project, times its cost unless every project is worth the same."""
    if instance.meta["vote_type"] in APPROVALS:
        return Cost_Sat if per_cost else Cardinality_Sat
    longest = int(instance.meta.get("max_length") or len(instance))

    class Points(AdditiveSatisfaction):  # type: ignore[misc]
        def __init__(self, instance: Any, profile: Any, ballot: Any) -> None:
            super().__init__(instance, profile, ballot, self.of)

        @staticmethod
        def of(_instance: Any, _profile: Any, ballot: Any, project: Any, _known: Any) -> Any:
            return points(ballot, project, longest) * (project.cost if per_cost else 1)

    return Points


def approvals(instance: Any, profile: Any) -> Any:
    if instance.meta["vote_type"] in APPROVALS:
        return profile
    if not isinstance(profile, MultiProfile):
        return ApprovalProfile(ApprovalBallot(ballot) for ballot in profile)
    grouped = ApprovalMultiProfile()
    for ballot in profile:
        grouped[FrozenApprovalBallot(ballot)] += profile.multiplicity(ballot)
    return grouped


def count(rule: str, instance: Any, profile: Any, ties: Any) -> Any:
    if rule == "phragmen":
        return sequential_phragmen(instance, approvals(instance, profile), tie_breaking=ties)
    sat = satisfaction(instance, per_cost=rule != "equal-shares-cardinality")
    if rule == "greedy":
        return greedy_utilitarian_welfare(instance, profile, sat_class=sat, tie_breaking=ties)
    step = 1 if rule == "add1" else None
    return method_of_equal_shares(
        instance, profile, sat_class=sat, tie_breaking=ties, voter_budget_increment=step
    )


def main() -> None:
    words = sys.argv[1:]
    grouped = "--grouped" in words
    path, *rules = [word for word in words if word != "--grouped"]
    start = time.process_time()
    instance, profile = parse_pabulib(path)
    if grouped:
        profile = profile.as_multiprofile()
    report: dict[str, Any] = {"load_seconds": time.process_time() - start}
    ties = ties_by(path, profile)
    sys.setrecursionlimit(100_000)  # its rules call themselves once for each purchase
    for rule in rules:
        start = time.process_time()
        winners = count(rule, instance, profile, ties)
        report[rule] = {
            "winners": [project.name for project in winners],
            "seconds": time.process_time() - start,
        }
    # getrusage would count what the parent had before this program began.
    (kib,) = re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    report["peak_mb"] = int(kib) / 1024
    print(json.dumps(report))


main()
