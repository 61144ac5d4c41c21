"""A table some rows at a time, by the place where the last part ended: as quick late as early.

The place is signed, with the table and the question that it belongs to: one that was changed, or
brought from elsewhere, is refused and not guessed at.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.signing import BadSignature, Signer

from portal.opendata.errors import TokenIsNotOurs
from portal.opendata.selectors.asking import asked_of
from portal.opendata.selectors.reading import Reader, as_objects
from portal.opendata.tables import Table

SALT = "opendata.parts"


@dataclass(frozen=True)
class TablePart:
    """`after` leads to the next part; None where this is the last."""

    rows: list[dict[str, Any]]
    after: str | None


def part_of_table(
    table: Table, question: Mapping[str, str], *, after: str | None, size: int
) -> TablePart:
    """Raises UnknownQuestion, UnfitAnswer, TokenIsNotOurs."""
    query = asked_of(table, question)
    if after:
        query = query.filter(pk__gt=_place(table, question, after))
    numbers = list(query.values_list("pk", flat=True)[: size + 1])
    reader = Reader(table)
    rows = list(as_objects(reader, reader.part(query[:size])))
    more = len(numbers) > size
    return TablePart(rows, _token(table, question, numbers[size - 1]) if more else None)


def row_of_table(table: Table, identifier: str | int) -> dict[str, Any] | None:
    reader = Reader(table)
    found = table.rows().filter(**{table.identifier: identifier})[:1]
    return next(as_objects(reader, reader.part(found)), None)


def _token(table: Table, question: Mapping[str, str], place: int) -> str:
    return Signer(salt=SALT).sign_object([table.name, sorted(question.items()), place])


def _place(table: Table, question: Mapping[str, str], token: str) -> int:
    try:
        name, asked, place = Signer(salt=SALT).unsign_object(token)
    except (BadSignature, ValueError):
        raise TokenIsNotOurs from None
    if name != table.name or [tuple(each) for each in asked] != sorted(question.items()):
        raise TokenIsNotOurs
    return int(place)
