"""Small elections of our own making, and the folder of real ones where it is at hand."""

import os
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings

from voting.counting import Instance, read_pabulib

PABULIB_DIR = Path(settings.PABULIB_DIR)

if os.environ.get("CI") == "true" and not PABULIB_DIR.is_dir():
    pytest.fail(f"PABULIB_DIR is {PABULIB_DIR}, which is no folder; CI needs the real files.")

needs_real_files = pytest.mark.skipif(
    not PABULIB_DIR.is_dir(),
    reason=f"The real elections are not at {PABULIB_DIR}; set PABULIB_DIR to their folder.",
)

META = {
    "description": "ためしの投票",
    "country": "Japan",
    "unit": "Chiba",
    "instance": "2026",
    "num_projects": "3",
    "num_votes": "4",
    "budget": "100",
    "vote_type": "approval",
    "rule": "greedy",
    "date_begin": "01.04.2026",
    "date_end": "30.04.2026",
}
PROJECTS = ("project_id;cost;name", "A;60;遊び場", "B;50;図書館", "C;40;畑")
VOTES = ("voter_id;vote", "1;A,B", "2;A", "3;B", "4;C,A")


def pb(
    *,
    meta: dict[str, str | None] | None = None,
    projects: tuple[str, ...] = PROJECTS,
    votes: tuple[str, ...] = VOTES,
) -> str:
    """The text of a .pb file: A, B and C with 3, 2 and 1 votes, unless told otherwise.

    The stated numbers follow the rows; a META value of None leaves its key out.
    """
    counts = {"num_projects": str(len(projects) - 1), "num_votes": str(len(votes) - 1)}
    keys: dict[str, str | None] = {**META, **counts, **(meta or {})}
    lines = [f"{key};{value}" for key, value in keys.items() if value is not None]
    return "\n".join(("META", "key;value", *lines, "PROJECTS", *projects, "VOTES", *votes)) + "\n"


def read(text: str) -> Instance:
    return read_pabulib(BytesIO(text.encode()))


def election(
    budget: int | Fraction, costs: dict[str, int], votes: dict[str, int], **meta: str
) -> Instance:
    """An approval election: `votes` says how many voters cast each vote, "A,B" or "" say."""
    rows = [vote for vote, count in votes.items() for _ in range(count)]
    return read(
        pb(
            meta={"budget": str(budget), **meta},
            projects=("project_id;cost", *(f"{name};{cost}" for name, cost in costs.items())),
            votes=("voter_id;vote", *(f"{i};{row}" for i, row in enumerate(rows))),
        )
    )
