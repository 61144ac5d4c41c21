"""What the API gives and takes, made of the definitions of the tables."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import AnyUrl, Field, create_model

from portal.opendata.selectors.asking import FROM, UNTIL
from portal.opendata.selectors.reading import columns_of
from portal.opendata.tables import Column, Kind, Table

MOST_ROWS, ROWS = 500, 100
BIGGEST = 2**63 - 1

_TOLD: dict[Kind, Any] = {
    Kind.TEXT: str,
    Kind.INTEGER: int,
    Kind.NUMBER: float,
    Kind.DATE: date,
    Kind.MOMENT: datetime,
    Kind.YES_NO: bool,
    Kind.ADDRESS: AnyUrl,
}


class Refusal(Schema):
    """What was wrong, as a word for programs and a sentence for people."""

    error: str
    message: str


class TableEntry(Schema):
    name: str
    title: str
    about: str
    rows_url: str
    csv_url: str
    schema_url: str


class Tables(Schema):
    tables: list[TableEntry]


def row_schema(table: Table) -> type[Schema]:
    fields: dict[str, Any] = {
        column.name: (_TOLD[column.kind] | None, Field(description=column.heading))
        for column in columns_of(table)
    }
    return create_model(f"{_title(table)}Row", __base__=Schema, **fields)


def part_schema(table: Table, row: type[Schema]) -> type[Schema]:
    fields: dict[str, Any] = {
        "rows": (list[row], ...),  # type: ignore[valid-type]
        "next": (str | None, Field(description="The address of the next rows.")),
    }
    return create_model(f"{_title(table)}Part", __base__=Schema, **fields)


def question_schema(table: Table) -> type[Schema]:
    """What may be asked of a table."""
    fields: dict[str, Any] = {
        "limit": (Annotated[int, Field(ge=1, le=MOST_ROWS)], ROWS),
        "after": (str | None, Field(None, description="From the address of the last part.")),
    }
    for column in table.filters:
        fields[column.name] = (_asked(column) | None, Field(None, description=column.heading))
    if table.moment:
        for name in (FROM, UNTIL):
            fields[f"{name}_"] = (date | None, Field(None, alias=name))
    return create_model(f"{_title(table)}Question", __base__=Schema, **fields)


def _asked(column: Column) -> Any:
    if column.codes is not None:
        return Literal[tuple(column.codes)]
    if column.kind is Kind.INTEGER:
        return Annotated[int, Field(ge=0, lt=10**18)]
    return bool if column.kind is Kind.YES_NO else Annotated[str, Field(pattern="^[^\\x00]*$")]


def _title(table: Table) -> str:
    return "".join(part.title() for part in table.name.split("_"))
