"""Reading a public table, row by row, for whatever form it is told in.

1. Of each row only the fields are read that its columns name, in one query.
2. A column that is computed is asked for some hundred rows at a time.
3. Every value becomes what is told of it: a word of a code, a moment as ISO 8601.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from itertools import islice
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation

from portal.opendata.tables import Column, Kind, Table
from portal.registers.codes import with_check_digit
from portal.registers.models import Area, AreaKind

ROWS_AT_ONCE = 500
_STAND_IN = 987_654_321
Row = list[Any]
MUNICIPALITY_CODE = Column("municipality_code", "全国地方公共団体コード")
MUNICIPALITY = Column("municipality", "地方公共団体名")
URL = Column("url", "URL", kind=Kind.ADDRESS)


def columns_of(table: Table) -> tuple[Column, ...]:
    """All that is told of a row: first the city and the row's own name, last its page."""
    kind = Kind.INTEGER if table.identifier.endswith(("pk", "id")) else Kind.TEXT
    identifier = Column("id", "ID", table.identifier, kind)
    last = (URL,) if table.page else ()
    return (MUNICIPALITY_CODE, identifier, MUNICIPALITY, *table.columns, *last)


class Reader:
    """A table made ready to be read: which fields, and what becomes of each."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.columns = columns_of(table)
        self.names = [column.name for column in self.columns]
        self.headings = [column.heading for column in self.columns]
        sources = [column.source for column in self.columns if column.source]
        if table.page:
            sources.append(table.page_of)
        self.fields = list(dict.fromkeys(["pk", *sources]))
        self._tells = self._ready()

    def rows(self, query: QuerySet[Any]) -> Iterator[Row]:
        """The rows of a query in its order, read as they are asked for."""
        read = iter(query.values_list(*self.fields).iterator(chunk_size=2_000))
        while some := list(islice(read, ROWS_AT_ONCE)):
            yield from self._told(some)

    def part(self, query: QuerySet[Any]) -> list[Row]:
        """The same of a query of few rows, in one go."""
        return self._told(list(query.values_list(*self.fields)))

    def _told(self, some: list[tuple[Any, ...]]) -> list[Row]:
        if self.table.computed is None:
            return [[tell(row, {}) for tell in self._tells] for row in some]
        computed = self.table.computed([row[0] for row in some])
        return [[tell(row, computed.get(row[0], {})) for tell in self._tells] for row in some]

    def _ready(self) -> list[Callable[[tuple[Any, ...], Mapping[str, object]], object]]:
        code, name = _municipality()
        fixed = {MUNICIPALITY_CODE.name: code, MUNICIPALITY.name: name}
        return [self._telling(column, fixed) for column in self.columns]

    def _telling(
        self, column: Column, fixed: dict[str, str]
    ) -> Callable[[tuple[Any, ...], Mapping[str, object]], object]:
        if column.name in fixed:
            value = fixed[column.name]
            return lambda _row, _computed: value
        if column is URL:
            place = self.fields.index(self.table.page_of)
            before, after = _address_around(self.table.page)
            before = settings.SITE_URL + before
            return lambda row, _computed: f"{before}{row[place]}{after}"
        tell = teller(column)
        if not column.source:
            return lambda _row, computed: tell(computed.get(column.name))
        place = self.fields.index(column.source)
        return lambda row, _computed: tell(row[place])


def teller(column: Column) -> Callable[[Any], object]:
    """What becomes of a column's values: texts, whole numbers, decimals, booleans or nothing."""
    if column.tell:
        tell = column.tell
        return lambda value: None if value is None else tell(value)
    if column.spoken and column.codes is not None:
        with translation.override("ja"):
            words = {code: str(word) for code, word in column.codes.items()}
        return lambda value: words.get(str(value), "") if value is not None else ""
    return _TELLERS.get(column.kind, _as_it_is)


def _as_it_is(value: Any) -> object:
    return value


def _moment(value: datetime | None) -> str | None:
    # Not by localtime(), which asks the thread for its zone each time.
    if value is None:
        return None
    return value.astimezone(timezone.get_default_timezone()).isoformat(timespec="seconds")


def _date(value: date | datetime | None) -> str | None:
    return None if value is None else value.isoformat()


def _number(value: Any) -> int | float | None:
    if value is None:
        return None
    exact = Decimal(value)
    return int(exact) if exact == exact.to_integral_value() else float(exact)


_TELLERS: dict[Kind, Callable[[Any], object]] = {
    Kind.MOMENT: _moment,
    Kind.DATE: _date,
    Kind.NUMBER: _number,
}


def _municipality() -> tuple[str, str]:
    found = Area.objects.filter(kind=AreaKind.CITY).values_list("code", "name_ja").first()
    return (with_check_digit(found[0]), found[1]) if found else ("", "")


@cache
def _address_around(page: str) -> tuple[str, str]:
    """What stands before and after the number of a row in the address of its page, in Japanese."""
    with translation.override("ja"):
        try:
            before, _, after = reverse(page, args=[_STAND_IN]).partition(str(_STAND_IN))
        except NoReverseMatch:
            before, _, after = reverse(page, args=[f"is-{_STAND_IN}"]).partition(f"is-{_STAND_IN}")
    return before, after


def as_objects(reader: Reader, rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
    """Each row by the names of its columns."""
    return (dict(zip(reader.names, row, strict=True)) for row in rows)
