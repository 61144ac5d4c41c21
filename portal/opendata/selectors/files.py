"""A table as files: CSV, JSON, and the schema that tells what stands in them.

They are made as they are sent, and never whole in memory.
"""

import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation

from portal.common.csv_export import csv_pieces
from portal.opendata.selectors.reading import Reader, as_objects, columns_of
from portal.opendata.tables import Column, Kind, Table, all_tables

LICENCE = "CC-BY-4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
# Table Schema (Frictionless Data) has names of its own for the kinds.
_SCHEMA_KINDS: dict[Kind, dict[str, str]] = {
    Kind.TEXT: {"type": "string"},
    Kind.INTEGER: {"type": "integer"},
    Kind.NUMBER: {"type": "number"},
    Kind.DATE: {"type": "date"},
    Kind.MOMENT: {"type": "datetime"},
    Kind.YES_NO: {"type": "boolean"},
    Kind.ADDRESS: {"type": "string", "format": "uri"},
}


def csv_of(table: Table, query: QuerySet[Any]) -> Iterator[str]:
    reader = Reader(table)
    rows = reader.rows(query)
    if any(column.kind is Kind.YES_NO for column in reader.columns):
        rows = map(_as_cells, rows)
    return csv_pieces(reader.headings, rows)


def _as_cells(row: list[Any]) -> list[Any]:
    """Yes and no as 1 and 0, as municipal tables have them."""
    return [int(cell) if isinstance(cell, bool) else cell for cell in row]


def json_of(table: Table, query: QuerySet[Any]) -> Iterator[str]:
    reader = Reader(table)
    head = json.dumps(_head_of(table), ensure_ascii=False)
    yield head.removesuffix("}") + ', "rows": ['
    between = "\n"
    for row in as_objects(reader, reader.rows(query)):
        yield between + json.dumps(row, ensure_ascii=False)
        between = ",\n"
    yield "\n]}\n"


def _head_of(table: Table) -> dict[str, str]:
    return {
        "table": table.name,
        "title": _in("ja", table.title),
        "licence": LICENCE,
        "schema": address(table, "schema.json"),
    }


def schema_of(table: Table) -> dict[str, Any]:
    """The table by the rules of Table Schema: https://specs.frictionlessdata.io/table-schema/."""
    return {
        "name": table.name,
        "title": {code: _in(code, table.title) for code in ("ja", "en")},
        "description": {code: _in(code, table.about) for code in ("ja", "en")},
        "path": address(table, "csv"),
        "encoding": "utf-8",
        "licenses": [{"name": LICENCE, "path": LICENCE_URL}],
        "schema": {"primaryKey": "id", "fields": [_field_of(each) for each in columns_of(table)]},
    }


def _field_of(column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": column.name,
        "title": column.heading,
        **_SCHEMA_KINDS[column.kind],
    }
    if column.codes is not None and not column.spoken:
        found["constraints"] = {"enum": list(column.codes)}
        found["values"] = {
            code: {language: _in(language, word) for language in ("ja", "en")}
            for code, word in column.codes.items()
        }
    return found


def catalogue() -> dict[str, Any]:
    """All tables, as a data package: https://specs.frictionlessdata.io/data-package/."""
    return {
        "name": "tomoni-open-data",
        "licenses": [{"name": LICENCE, "path": LICENCE_URL}],
        "resources": [schema_of(table) for table in all_tables()],
    }


def address(table: Table, form: str) -> str:
    """Where a form of a table is found, for good: no language, and no version, stands in it."""
    return str(settings.SITE_URL + reverse("open_files:file", args=[table.name, form]))


def _in(language: str, text: object) -> str:
    with translation.override(language):
        return str(text)
