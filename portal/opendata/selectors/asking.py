"""What of a table is asked for: a question in an address gives the same rows in every form.

Columns that filter are compared as they are; `from` and `until` are days, both included, of the
table's own moment.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import DateTimeField, Field, Q, QuerySet
from django.utils import timezone

from portal.opendata.errors import UnfitAnswer, UnknownQuestion
from portal.opendata.tables import Column, Kind, Table

FROM, UNTIL = "from", "until"
MOST_DIGITS = 18
YES_NO = {"true": True, "false": False}


def questions_of(table: Table) -> list[str]:
    """The names of all that may be asked of a table."""
    return [*(column.name for column in table.filters), *((FROM, UNTIL) if table.moment else ())]


def asked_of(table: Table, query: Mapping[str, str]) -> QuerySet[Any]:
    """The rows that the question names, in the order of their numbers.

    Raises:
        UnknownQuestion, UnfitAnswer.
    """
    columns = {column.name: column for column in table.filters}
    rows = table.rows()
    for name, value in query.items():
        if name in columns:
            rows = rows.filter(**{columns[name].source: _value(columns[name], value)})
        elif table.moment and name in {FROM, UNTIL}:
            rows = rows.filter(_in_time(table, name, value))
        else:
            raise UnknownQuestion(name, questions_of(table))
    return rows.order_by("pk")


def _value(column: Column, text: str) -> object:
    if "\x00" in text:
        raise UnfitAnswer(column.name)
    if column.ask:
        return column.ask(text)
    if column.codes is not None and text not in column.codes:
        raise UnfitAnswer(column.name)
    if column.kind is Kind.INTEGER:
        if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
            raise UnfitAnswer(column.name)
        return int(text)
    if column.kind is Kind.YES_NO:
        if text not in YES_NO:
            raise UnfitAnswer(column.name)
        return YES_NO[text]
    return text


def _in_time(table: Table, name: str, text: str) -> Q:
    try:
        day = date.fromisoformat(text)
        if name == UNTIL:
            day += timedelta(days=1)
    except (ValueError, OverflowError):
        raise UnfitAnswer(name) from None
    limit: date | datetime = day
    if isinstance(_field(table), DateTimeField):
        limit = timezone.make_aware(datetime.combine(day, time.min))
    return Q(**{f"{table.moment}__{'lt' if name == UNTIL else 'gte'}": limit})


def _field(table: Table) -> Field[Any, Any]:
    """The field of the table's moment, along its path."""
    model: Any = table.rows().model
    *path, last = table.moment.split("__")
    for step in path:
        model = model._meta.get_field(step).related_model
    field: Field[Any, Any] = model._meta.get_field(last)
    return field
