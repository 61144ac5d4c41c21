"""Writes the vectors that every counter must reproduce:

    DJANGO_SETTINGS_MODULE=portal.settings python -m tests.voting.counting.vectors

tests/vectors/counting/rules/THEME.json: a list of cases (see cases.py), each with a `name` and the
`expected` answer, which is what `python -m voting.counting --json` prints or refuses.
"""

import base64
import hashlib
import json
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from tests.voting.counting.cases import Case, Choose, answer, drawn_case, one
from tests.voting.counting.elections import pb

HERE = Path(__file__).parents[2] / "vectors/counting/rules"
SEED = "tomoni 2026"

PROJECTS = (
    "project_id;cost;name;category;ward",
    "A;60;遊び場;公園,防犯;1",
    "B;50;図書館;学び;2",
    "C;40;畑;公園;2",
    "10;30;街灯;防犯;1",
    "9;30;ベンチ;公園;1",
)
BALLOTS = {
    "approval": ("voter_id;vote", "1;A,B", "2;A", "3;B,9", "4;C,A", "5;10", "6;9,10", "7;"),
    "choose-1": ("voter_id;vote", "1;A", "2;A", "3;B", "4;C", "5;10", "6;9", "7;9"),
    "cumulative": (
        "voter_id;vote;points", "1;A,B;3,2", "2;B;5", "3;C,9;2.5,2.5", "4;10,9,A;1,1,3", "5;C;5",
    ),
    "ordinal": ("voter_id;vote", "1;A,B,C", "2;B,C,A", "3;C,A,B", "4;9,10", "5;10,9", "6;A,9"),
    "scoring": (
        "voter_id;vote;points", "1;A,B;3,-1", "2;B,C;4,4", "3;C,9;1.5,2", "4;10,9,A;1,1,3",
    ),
}  # fmt: skip
ADD1 = {"name": "add1", "step": 1}
UTILITARIAN = {"name": "utilitarian"}
BUDGET_RULES: dict[str, Case] = {
    "greedy": {"name": "greedy"},
    "greedy to a lot order": {"name": "greedy", "tie_order": ["9", "10", "C", "B", "A"]},
    "greedy-no-skip": {"name": "greedy-no-skip"},
    "greedy-threshold": {"name": "greedy-threshold", "min_score": 2},
    "votes-per-cost": {"name": "votes-per-cost"},
    "equal-shares": {"name": "equal-shares"},
    "equal-shares, each project alike": {"name": "equal-shares", "utilities": "cardinality"},
    "equal-shares, Add1": {"name": "equal-shares", "completions": [ADD1]},
    "equal-shares, Add1 by halves from the whole part": {
        "name": "equal-shares",
        "completions": [{**ADD1, "step": "0.5", "start": "floor"}],
    },
    "equal-shares, Add1 until exhaustive, utilitarian": {
        "name": "equal-shares",
        "completions": [{**ADD1, "stop_when_exhaustive": True}, UTILITARIAN],
    },
    "equal-shares, utilitarian": {"name": "equal-shares", "completions": [UTILITARIAN]},
    "phragmen": {"name": "phragmen"},
    "greedy with caps": {
        "name": "greedy",
        "caps": [
            {"column": "category", "group": "公園", "cost": 70},
            {"column": "ward", "group": "1", "count": 1},
        ],
    },
    "equal-shares with a cap": {
        "name": "equal-shares",
        "caps": [{"column": "category", "group": "防犯", "count": 1}],
    },
    "phragmen with a cap": {
        "name": "phragmen",
        "caps": [{"column": "category", "group": "公園", "count": 1}],
    },
    "greedy, at most two picks and one per field": {
        "name": "greedy",
        "quotas": [{"most": 2}, {"column": "category", "most": 1}],
    },
}
RANKINGS: dict[str, Case] = {
    "k-approval": {"name": "k-approval"},
    "points": {"name": "points"},
    "borda": {"name": "borda"},
    "condorcet, Borda": {"name": "condorcet"},
    "condorcet, ranked pairs": {"name": "condorcet", "completion": "ranked-pairs"},
}
# At one moment two projects can be paid for; the money left is enough for both, one, or the other.
TIES = {
    "both fit, then one": ("100", {"A": 60, "B": 60}, {"A": 2, "B": 2}),
    "one of different cost fits": ("100", {"C": 50, "A": 40, "B": 60}, {"C": 5, "A": 2, "B": 3}),
    "every purse is emptied": ("120", {"A": 60, "B": 30, "C": 30}, {"A": 2, "B": 1, "C": 1}),
}
VOTE_ROW = ("voter_id;vote", "1;A,B")
FILES: dict[str, str | bytes] = {
    "a byte order mark and CRLF": ("\ufeff" + pb()).replace("\n", "\r\n").encode(),
    "cells in quotation marks": pb(
        projects=("project_id;cost;name", 'A;60;"遊び場; ""大"""', '"B";50;"二\n行"', "C;40;"),
    ),
    "padding, outer spaces, unknown columns": pb(
        projects=("project_id;cost;note;;", " A ; 60 ;x;;", "B;50;;;", "C;40;y;;"),
        votes=("voter_id;vote;age;;", "1; A , B ;30;;", "2;A;;;", "3;;41;;"),
    ),
    "costs with cents": pb(projects=("project_id;cost", "A;33.34", "B;33.33", "C;33.330")),
    "a project dearer than the budget": pb(meta={"budget": "45"}),
    "a budget of 0": pb(meta={"budget": "0"}),
    "nobody voted": pb(votes=("voter_id;vote",)),
    "one voter": pb(votes=("voter_id;vote", "1;B,C")),
    "all tied": pb(votes=("voter_id;vote", "1;A,B,C", "2;A,B,C")),
    "ids that sort by code point": pb(
        projects=("project_id;cost", "\uff21;60", "𠮷;50", "A;40"),
        votes=("voter_id;vote", "1;𠮷", "2;\uff21", "3;A"),
    ),
}
FAULTS: dict[str, str | bytes] = {
    "empty": "",
    "another encoding": pb(projects=("project_id;cost;name", "A;60;遊び場")).encode("shift_jis"),
    "a row before META": "a;b\n" + pb(),
    "no VOTES": pb().split("VOTES")[0],
    "PROJECTS twice": pb().replace("VOTES", "PROJECTS"),
    "an open quotation mark": pb(votes=("voter_id;vote", '1;"A', "2;B")),
    "a quotation mark within": pb(votes=("voter_id;vote", '1;"A"B')),
    "a lone carriage return": pb(votes=("voter_id;vote", "1;A\rB")),
    "a column missing": pb(projects=("project_id;name", "A;x")),
    "a column twice": pb(projects=("project_id;cost;cost", "A;1;1")),
    "a row too short": pb(votes=("voter_id;vote", "1")),
    "a row too long": pb(votes=("voter_id;vote", "1;A;B")),
    "no budget": pb(meta={"budget": None}),
    "a key twice": pb().replace("unit;Chiba", "unit;Chiba\nunit;Chiba"),
    "an unknown vote type": pb(meta={"vote_type": "veto"}),
    "a wrong number of votes": pb(meta={"num_votes": "5"}),
    "a wrong number of projects": pb(meta={"num_projects": "2"}),
    "a wrong tally": pb(projects=("project_id;cost;votes", "A;60;4", "B;50;2", "C;40;1")),
    "a budget in words": pb(meta={"budget": "1e6"}),
    "a negative budget": pb(meta={"budget": "-1"}),
    "a cost of 0": pb(projects=("project_id;cost", "A;0", "B;1", "C;1")),
    "a negative cost": pb(projects=("project_id;cost", "A;-5", "B;1", "C;1")),
    "no project": pb(projects=("project_id;cost",), votes=("voter_id;vote",)),
    "an empty id": pb(projects=("project_id;cost", " ;5")),
    "a project twice": pb(projects=("project_id;cost", "A;5", "A ;5")),
    "a voter twice": pb(votes=("voter_id;vote", "1;A", "1;B")),
    "an unknown project": pb(votes=("voter_id;vote", "1;A,X")),
    "a pick twice": pb(votes=("voter_id;vote", "1;A, A")),
    "too many picks": pb(meta={"max_length": "1"}, votes=VOTE_ROW),
    "too few picks": pb(meta={"min_length": "3"}, votes=VOTE_ROW),
    "points that do not match": pb(
        meta={"vote_type": "cumulative"}, votes=("voter_id;vote;points", "1;A,B;3")
    ),
    "points out of range": pb(
        meta={"vote_type": "scoring", "max_points": "5"}, votes=("voter_id;vote;points", "1;A;6")
    ),
    "points too fine": pb(meta={"vote_type": "scoring", "default_score": "0.0000001"}),
}
BROKEN_RULES: dict[str, Any] = {
    "no rule": {"name": "by lot"},
    "not an object": ["greedy"],
    "an unknown key": {"name": "greedy", "threshold": 3},
    "a number as text": {"name": "greedy", "min_score": "three"},
    "a switch as a number": {"name": "equal-shares", "completions": [{**ADD1, "step": True}]},
    "a number as a switch": {
        "name": "equal-shares",
        "completions": [{**ADD1, "stop_when_exhaustive": 1}],
    },
    "an unknown completion": {"name": "equal-shares", "completions": [{"name": "none"}]},
    "an unknown start": {"name": "equal-shares", "completions": [{**ADD1, "start": "top"}]},
    "a step of 0": {"name": "equal-shares", "completions": [{**ADD1, "step": 0}]},
    "a cap without a limit": {"name": "greedy", "caps": [{"column": "ward", "group": "1"}]},
    "a cap without a group": {"name": "greedy", "caps": [{"column": "ward", "count": 1}]},
    "a quota that none can keep": {"name": "greedy", "quotas": [{"fewest": 2, "most": 1}]},
    "a lot order of others": {"name": "greedy", "tie_order": ["A", "B", "X"]},
    "a lot order of two": {"name": "greedy", "tie_order": ["A", "B"]},
    "weights for nobody": {"name": "greedy", "weights": {"others": 100}},
    "weights that add up to 90": {"name": "greedy", "weights": {"voters": 90}},
    "ranks wanted": {"name": "borda"},
    "a number with decimals": {"name": "greedy", "min_score": 1.5},
}


def _file(kind: str) -> str:
    return pb(meta={"budget": "130", "vote_type": kind}, projects=PROJECTS, votes=BALLOTS[kind])


SURVEYS: dict[str, Case] = {
    "": {"file": _file("choose-1")},
    ", the survey by its totals": {"totals": [5, "2.5", 0, "10/3", 1]},
}


def cases() -> dict[str, Iterator[tuple[str, Case]]]:
    """The cases of each theme, which is the name of its file."""
    return {
        "ways_of_voting": (
            (f"{kind}: {name}", one(_file(kind), rule))
            for kind in BALLOTS
            for name, rule in (BUDGET_RULES | RANKINGS).items()
        ),
        "electorates": (
            (f"{name}{told}", _several(rule, survey))
            for name, rule in (BUDGET_RULES | RANKINGS).items()
            for told, survey in SURVEYS.items()
        ),
        "ties": (
            (f"{told}: {name}", one(_tied(*TIES[told]), BUDGET_RULES[name]))
            for told in TIES
            for name in ("greedy", "equal-shares", "equal-shares, Add1", "phragmen")
        ),
        "files": ((name, _bytes(content, "recorded")) for name, content in FILES.items()),
        "broken_files": ((name, _bytes(content, "recorded")) for name, content in FAULTS.items()),
        "broken_rules": ((name, one(pb(), rule)) for name, rule in BROKEN_RULES.items()),
        "drawn": ((f"{number}", drawn_case(_lots(number))) for number in range(240)),
    }


def _several(rule: Case, survey: Case) -> Case:
    """Citizens who approve, a committee that gives points, and a survey."""
    return {
        "electorates": [
            {"name": "citizens", "file": _file("approval")},
            {"name": "committee", "file": _file("cumulative")},
            {"name": "survey", **survey},
        ],
        "rule": {**rule, "weights": {"citizens": 50, "committee": "100/3", "survey": "50/3"}},
    }


def _tied(budget: str, costs: dict[str, int], voters: dict[str, int]) -> str:
    rows = (name for name, number in voters.items() for _ in range(number))
    return pb(
        meta={"budget": budget},
        projects=("project_id;cost", *(f"{name};{cost}" for name, cost in costs.items())),
        votes=("voter_id;vote", *(f"{number};{row}" for number, row in enumerate(rows))),
    )


def _bytes(content: str | bytes, rule: Any) -> Case:
    if isinstance(content, str):
        return one(content, rule)
    encoded = base64.b64encode(content).decode()
    return {"electorates": [{"name": "voters", "base64": encoded}], "rule": rule}


def _lots(number: int) -> Choose[Any]:
    """Choices that are the same in every year and on every machine."""
    turns = count()

    def choose(choices: Sequence[Any]) -> Any:
        digest = hashlib.sha256(f"{SEED}:{number}:{next(turns)}".encode()).digest()
        return choices[int.from_bytes(digest) % len(choices)]

    return choose


def text_of(theme: str) -> str:
    """The file of a theme, as it must be."""
    told = [{"name": name, **case, "expected": answer(case)} for name, case in cases()[theme]]
    return "[\n" + ",\n".join(json.dumps(each, ensure_ascii=False) for each in told) + "\n]\n"


def main() -> None:
    HERE.mkdir(parents=True, exist_ok=True)
    for theme in cases():
        (HERE / f"{theme}.json").write_text(text_of(theme), encoding="utf-8")


if __name__ == "__main__":
    main()
