"""What a clerk types for a paper ballot, and what that stands for. Pure; for a keyboard alone.

Options are typed by their numbers on the ballot, with spaces between: `3 7 12`. Where options are
ranked, the first rank first. Where points are given, as `3=2 7=1`. A ballot that nobody could read,
or that is empty, is typed as `-`.
"""

import re
import unicodedata
from typing import Final

from voting.crypto.errors import CheckFailed
from voting.crypto.packing import BallotKind, Choice, Packing

EMPTY: Final = "-"
PAYLOAD: Final = 30
_BETWEEN: Final = re.compile(r"[\s,、，]+")


class CannotBeTyped(ValueError):
    """No ballot of this vote can say that."""


def choice_of(typed: str, packing: Packing) -> Choice:
    """The choice that a clerk typed.

    Raises:
        CannotBeTyped: nothing was typed, or no ballot of this vote can say it.
    """
    parts = _BETWEEN.split(unicodedata.normalize("NFKC", typed).strip())
    points = packing.kind is BallotKind.POINTS
    if parts == [EMPTY]:
        return (0,) * packing.options if points else ()
    try:
        choice = _points(parts, packing.options) if points else tuple(_place(p) for p in parts)
        if packing.kind is BallotKind.APPROVAL:
            choice = tuple(sorted(choice))
        packing.pack(choice, PAYLOAD)
    except (ValueError, CheckFailed):
        raise CannotBeTyped(typed) from None
    return choice


def typed_as(choice: Choice, packing: Packing) -> str:
    """How a choice is typed: to be shown again."""
    if packing.kind is BallotKind.POINTS:
        parts = [f"{place + 1}={points}" for place, points in enumerate(choice) if points]
    else:
        parts = [str(place + 1) for place in choice]
    return " ".join(parts) or EMPTY


def _place(text: str) -> int:
    if not re.fullmatch("[1-9][0-9]{0,4}", text):
        raise CannotBeTyped(text)
    return int(text) - 1


def _points(parts: list[str], options: int) -> Choice:
    given = [0] * options
    for part in parts:
        number, _equals, points = part.partition("=")
        place = _place(number)
        if place >= options or given[place] or not re.fullmatch("[1-9][0-9]{0,6}", points):
            raise CannotBeTyped(part)
        given[place] = int(points)
    return tuple(given)
