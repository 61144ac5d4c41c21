"""The public tables of the portal. Each app registers its own in AppConfig.ready().

A table is a query of what is public and the columns that are told of it: as CSV, as JSON, and by
the API, from one definition. Headings are those of municipal open data, in Japanese; names are
for programs. Nothing personal is a column, and free text is told without e-mail addresses and
telephone numbers.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from portal.registers.codes import with_check_digit

Text = Promise | str
Key = int
Values = Mapping[str, object]
Computed = Callable[[Sequence[Key]], Mapping[Key, Values]]

# A count of people below this is not told where it is one of a breakdown.
SMALLEST_CELL = 5


class Kind(StrEnum):
    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    MOMENT = "moment"
    YES_NO = "yes_no"
    ADDRESS = "address"


@dataclass(frozen=True)
class Column:
    """`source` is the field, by its path from a row; without one the table computes the value.

    `codes` are the words of a value; with `spoken` the Japanese word is told instead of the code.
    `tell` turns a value into what is told, `ask` what is asked for into a value to look for.
    """

    name: str
    heading: str
    source: str = ""
    kind: Kind = Kind.TEXT
    codes: Mapping[str, Text] | None = None
    spoken: bool = False
    filters: bool = False
    tell: Callable[[Any], object] | None = None
    ask: Callable[[str], object] | None = None


@dataclass(frozen=True)
class Table:
    """`rows` gives what is public, and nothing else. `page` is the address of one row's page.

    `identifier` is the field by which a row is named, and `moment` that by which one may ask for
    what is of a time. `computed` gives, for some rows at once, the values of columns without a
    source.
    """

    name: str
    title: Text
    about: Text
    rows: Callable[[], QuerySet[Any]]
    columns: tuple[Column, ...]
    identifier: str = "pk"
    page: str = ""
    page_of: str = "pk"
    moment: str = ""
    computed: Computed | None = None

    @property
    def filters(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.filters)


_tables: dict[str, Table] = {}


def register_tables(*tables: Table) -> None:
    _tables.update({table.name: table for table in tables})


def all_tables() -> tuple[Table, ...]:
    return tuple(_tables.values())


def table_named(name: str) -> Table | None:
    return _tables.get(name)


def coded(
    name: str, heading: str, source: str, codes: Mapping[Any, Any], *, filters: bool = True
) -> Iterator[Column]:
    """What has one of several values: its word, and beside it the value itself.

    The words are texts, or have them as `name`.
    """
    words = {str(code): getattr(word, "name", word) for code, word in codes.items()}
    yield Column(name, heading, source, codes=words, spoken=True)
    yield Column(f"{name}_code", f"{heading}コード", source, codes=words, filters=filters)


def area(path: str = "area") -> Iterator[Column]:
    """Which ward, or the whole city: its code with the check digit, and its name."""
    yield Column(
        "area_code",
        "区コード",
        f"{path}__code",
        filters=True,
        tell=with_check_digit,
        ask=lambda code: code[:5] if len(code) == 6 else code,
    )
    yield Column("area_name", "区名", f"{path}__name_ja")


def cycle(path: str) -> Column:
    return Column("cycle_id", "サイクルID", f"{path}__slug", filters=True)


def number_of(name: str, heading: str, source: str, *, filters: bool = False) -> Column:
    """The number of another row, or of how many there are."""
    return Column(name, heading, source, Kind.INTEGER, filters=filters)


def money(name: str, heading: str, source: str = "") -> Column:
    return Column(name, heading, source, Kind.NUMBER)


def written(name: str, heading: str, source: str) -> Column:
    """What somebody wrote: told without what leads to a person."""
    return Column(name, heading, source, tell=without_contacts)


_DIGIT, _BETWEEN = "[0-9０-９]", "[-－ー‐ ()（）]?"
_CONTACTS = re.compile(
    r"[\w.+-]+[@＠][\w-]+(?:[.．][\w-]+)+"  # an e-mail address
    # A telephone number of Japan, with whatever stands between its parts.
    rf"|(?<![\d-])(?:\+81[- ]?|[0０]){_DIGIT}{{1,4}}{_BETWEEN}{_DIGIT}{{1,4}}"
    rf"{_BETWEEN}{_DIGIT}{{3,4}}(?!\d)"
)
REMOVED = "［連絡先］"


def without_contacts(text: str | None) -> str:
    return _CONTACTS.sub(REMOVED, text) if text else ""


def suppressed(count: int) -> int | None:
    """A cell of a breakdown: a number of people, or nothing where they are too few."""
    return count if count >= SMALLEST_CELL or count == 0 else None
