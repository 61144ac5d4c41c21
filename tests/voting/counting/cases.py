"""Cases that two programs must answer alike: an election and a rule, and the result or refusal.

A case is JSON: `electorates`, each with a `file` (text) or its bytes in `base64`, or with `totals`;
projects and budget are those of the first file. `rule` is a rule's JSON, or "recorded".
"""

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import partial
from io import BytesIO
from typing import Any, TypeVar

from tests.voting.counting.elections import META
from voting.counting import (
    BrokenPabulibFile,
    CountingError,
    Electorate,
    Instance,
    any_rule_from_json,
    find,
    read_pabulib,
    recorded_rule,
)
from voting.counting.numbers import number_from_json

T = TypeVar("T")
Case = dict[str, Any]
Choose = Callable[[Sequence[T]], T]


def answer(case: Case) -> Any:
    """What counting the case gives: the result's JSON, or what was refused."""
    try:
        instance = instance_of(case)
        rule = rule_of(case, instance)
        return find(instance, rule).to_json()
    except BrokenPabulibFile as error:
        return {"refused": {"code": error.code, "values": error.values, "line": error.line}}
    except CountingError as error:
        return {"refused": {"code": error.code, "values": told(error)}}


def told(error: CountingError) -> dict[str, str | int]:
    """The values of a refusal; the wording of what is wrong with a JSON is each program's own."""
    return {key: value for key, value in error.values.items() if key != "problem"}


def instance_of(case: Case) -> Instance:
    read = [electorate_of(each) for each in case["electorates"]]
    first = next(instance for _, instance in read if isinstance(instance, Instance))
    joined = (
        Electorate(name, votes.ballots if isinstance(votes, Instance) else votes)
        for name, votes in read
    )
    return replace(first, electorates=tuple(joined), voter_rows=None)


def electorate_of(each: Case) -> tuple[str, Instance | tuple[Fraction, ...]]:
    if "totals" in each:
        return each["name"], tuple(number_from_json(total) for total in each["totals"])
    content = base64.b64decode(each["base64"]) if "base64" in each else each["file"].encode()
    return each["name"], read_pabulib(BytesIO(content), keep_voter_rows=False)


def rule_of(case: Case, instance: Instance) -> Any:
    if case["rule"] == "recorded":
        return recorded_rule(instance)
    # As the command reads it: numbers with decimals stay exact.
    return any_rule_from_json(json.loads(json.dumps(case["rule"]), parse_float=Decimal))


def one(file: str, rule: Any) -> Case:
    return {"electorates": [{"name": "voters", "file": file}], "rule": rule}


# Elections drawn from few numbers that divide each other: ties, limits and empty purses are common.

IDS = ("A", "B", "10", "9", "市/1", "𠮷")
COSTS = ("10", "15", "20", "30", "30", "40", "45", "60", "60", "90", "130", "12.50", "0.01")
BUDGETS = ("120", "120", "120", "60", "180", "99.99", "0", "1000")
VOTERS = (0, 1, 2, 3, 4, 4, 5, 6, 6, 6, 8, 8)
GROUPS = ("公園", "道路", "公園,道路", "")
POINTS = {
    "cumulative": ("0", "1", "2", "3", "0.5"),
    "scoring": ("0", "1", "1", "2", "3", "1.25", "1.25", "-1"),
}
LIMITS: dict[str, tuple[dict[str, str], ...]] = {
    "approval": ({}, {}, {"max_length": "3"}),
    "choose-1": ({},),
    "cumulative": ({},),
    "ordinal": ({}, {"max_length": "4"}),
    "scoring": ({}, {}, {"default_score": "0.5"}, {"default_score": "-2"}),
}
COMPLETIONS: tuple[list[Case], ...] = (
    [],
    [{"name": "utilitarian"}],
    [{"name": "add1", "step": 5}],
    [{"name": "add1", "step": "7/2", "start": "floor"}],
    [{"name": "add1", "step": 3, "stop_when_exhaustive": True}, {"name": "utilitarian"}],
    [{"name": "utilitarian"}, {"name": "add1", "step": 5}],
    [{"name": "add1", "step": 10}, {"name": "add1", "step": 1, "start": "floor"}],
)
CAPS: tuple[list[Case], ...] = (
    *([] for _ in range(6)),
    [{"column": "category", "group": "公園", "cost": 60}],
    [
        {"column": "category", "group": "道路", "count": 1},
        {"column": "ward", "group": "1", "cost": 50},
    ],
)  # fmt: skip
QUOTAS: tuple[list[Case], ...] = (
    *([] for _ in range(8)),
    [{"fewest": 1, "most": 2}],
    [{"column": "category", "most": 1}],
    [{"column": "category", "group": "公園", "fewest": 1}],
)
WEIGHTS: tuple[dict[str, Any], ...] = (
    *({"voters": 50, "committee": 30, "survey": 20} for _ in range(4)),
    {"voters": "100/3", "committee": "200/3", "survey": 0},
    {"voters": 45, "committee": 45, "survey": 5},
)
BUDGET_RULES = (
    "greedy", "greedy-no-skip", "greedy-threshold", "votes-per-cost", "equal-shares", "phragmen",
)  # fmt: skip
# The ways of voting that a rule takes, and one that it refuses.
FITTING = {
    "points": ("cumulative", "scoring", "ordinal"),
    "borda": ("ordinal", "ordinal", "ordinal", "approval"),
    "condorcet": ("ordinal", "ordinal", "scoring", "cumulative", "approval"),
}
RANKINGS = ("k-approval", "points", "borda", "condorcet")


def drawn_case(choose: Choose[Any]) -> Case:
    """An election and a rule, made by choosing again and again from a list."""
    ids = IDS[: choose(range(1, 7))]
    head = [f"{i};{choose(COSTS)};{choose(GROUPS)};{choose(('1', '2'))}" for i in ids]
    names = choose((("voters",), ("voters",), ("voters",), ("voters", "committee", "survey")))
    budget = choose(BUDGETS)
    rule = drawn_rule(choose, ids, weighted=len(names) > 1)
    kinds = FITTING.get(rule["name"], tuple(LIMITS))
    draw = partial(drawn_ballots, choose, ids=ids, head=head, budget=budget)
    electorates = [draw(name=name, kind=choose(kinds)) for name in names]
    if len(names) > 1 and choose((True, False)):
        electorates[-1] = {"name": names[-1], "totals": [choose((0, 1, 7, "5/2")) for _ in ids]}
    return {"electorates": electorates, "rule": rule}


def drawn_ballots(
    choose: Choose[Any], *, name: str, kind: str, ids: Sequence[str], head: list[str], budget: str
) -> Case:
    limits = choose(LIMITS[kind])
    rows = [drawn_vote(choose, kind, ids, limits) for _ in range(choose(VOTERS))]
    meta = META | {
        "num_projects": str(len(ids)),
        "num_votes": str(len(rows)),
        "budget": budget,
        "vote_type": kind,
    }
    points = ";points" if kind in POINTS else ""
    lines = [
        "META", "key;value", *(f"{key};{value}" for key, value in (meta | limits).items()),
        "PROJECTS", "project_id;cost;category;ward", *head,
        f"VOTES\nvoter_id;vote{points}", *(f"{i};{row}" for i, row in enumerate(rows)),
    ]  # fmt: skip
    return {"name": name, "file": "\n".join(lines) + "\n"}


def drawn_vote(choose: Choose[Any], kind: str, ids: Sequence[str], limits: dict[str, str]) -> str:
    most = 1 if kind == "choose-1" else int(limits.get("max_length", len(ids)))
    fewest = 1 if kind == "choose-1" else 0
    lengths = range(fewest, min(most, len(ids)) + 1)
    picks = drawn_order(choose, ids)[: max(choose(lengths), choose(lengths))]
    points = ",".join(choose(POINTS[kind]) for _ in picks) if kind in POINTS else None
    return ",".join(picks) + ("" if points is None else f";{points}")


def drawn_order(choose: Choose[Any], ids: Sequence[str]) -> list[str]:
    left, order = list(ids), []
    while left:
        order.append(choose(left))
        left.remove(order[-1])
    return order


def drawn_rule(choose: Choose[Any], ids: Sequence[str], *, weighted: bool) -> Case:
    name = choose((*BUDGET_RULES, "equal-shares", "equal-shares", "phragmen", *RANKINGS))
    rule: Case = {"name": name, "quotas": choose(QUOTAS)}
    if weighted:
        rule["weights"] = choose(WEIGHTS)
    if choose((True, False)):
        rule["tie_order"] = drawn_order(choose, ids)
    if name in BUDGET_RULES:
        rule |= {"caps": choose(CAPS), "min_score": choose((0, 0, 0, 0, 0, 0, 1, "2.5", "100/7"))}
    if name == "equal-shares":
        rule |= {"utilities": choose(("cost", "cardinality")), "completions": choose(COMPLETIONS)}
    if name == "condorcet":
        rule["completion"] = choose(("borda", "ranked-pairs"))
    return rule
