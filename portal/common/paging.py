"""Parts of a long list by the place where the last part ended: as quick at the end as at first.

The list is ordered by a moment, or by a whole number that is annotated, and the primary key, the
highest first; the address of the next part carries the pair of the last row seen (`after`), that of
the previous part the first one (`before`).
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

M = TypeVar("M", bound=Model)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Part(Generic[M]):
    """Some rows of a list; an address is empty where nothing follows or goes before."""

    rows: list[M]
    next_url: str
    previous_url: str


@dataclass(frozen=True)
class Place:
    """Between which rows a part begins: beside the row of this moment (or value) and number."""

    at: datetime | int
    pk: int

    def __str__(self) -> str:
        value = self.at if isinstance(self.at, int) else (self.at - EPOCH) // MICROSECOND
        return f"{'n' if isinstance(self.at, int) else ''}{value}-{self.pk}"


def place_from(text: str | None) -> Place | None:
    """The place that an address carries; one that we did not write counts as none."""
    moment, _, number = (text or "").removeprefix("n").partition("-")
    if not (moment.isascii() and moment.isdigit() and number.isascii() and number.isdigit()):
        return None
    # 17 digits of microseconds reach beyond the year 5000, 18 of a number beyond all rows.
    if len(moment) > 17 or len(number) > 18:
        return None
    at = int(moment) if (text or "").startswith("n") else EPOCH + int(moment) * MICROSECOND
    return Place(at, int(number))


def part_of(rows: QuerySet[M], query: QueryDict, *, by: str, size: int = 20) -> Part[M]:
    """The part of the list that the query names, else the first. `by` names what it is ordered by.

    One query, whatever the part.
    """
    before, after = _place_in(rows, query, "before", by), _place_in(rows, query, "after", by)
    if before:
        newer = rows.filter(_beside(before, by, "gt")).order_by(by, "pk")[: size + 1]
        found = list(newer)
        shown = found[:size][::-1]
        return _part(shown, query, by, newer=len(found) > size, older=bool(shown))
    if after:
        rows = rows.filter(_beside(after, by, "lt"))
    found = list(rows.order_by(f"-{by}", "-pk")[: size + 1])
    return _part(found[:size], query, by, newer=bool(after), older=len(found) > size)


def _place_in(rows: QuerySet[M], query: QueryDict, name: str, by: str) -> Place | None:
    """The place that the query names, if it is of this order: else the list begins anew."""
    place = place_from(query.get(name))
    by_number = by in rows.query.annotations
    return place if place and isinstance(place.at, int) == by_number else None


def _beside(place: Place, by: str, side: str) -> Q:
    # The first condition alone lets the index find where to begin.
    return Q(**{f"{by}__{side}e": place.at}) & (
        Q(**{f"{by}__{side}": place.at}) | Q(**{f"pk__{side}": place.pk})
    )


def _part(rows: list[M], query: QueryDict, by: str, *, newer: bool, older: bool) -> Part[M]:
    return Part(
        rows=rows,
        next_url=_url(query, "after", rows[-1], by) if older and rows else "",
        previous_url=_url(query, "before", rows[0], by) if newer and rows else "",
    )


def _url(query: QueryDict, name: str, row: Model, by: str) -> str:
    kept = query.copy()
    for old in ("before", "after"):
        kept.pop(old, None)
    kept[name] = str(Place(getattr(row, by), row.pk))
    return f"?{kept.urlencode()}"
