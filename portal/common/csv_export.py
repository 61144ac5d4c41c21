"""A list as a CSV file to keep, read from the database as it is sent."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.functional import Promise

from portal.common.csv_text import csv_lines
from portal.common.streaming import streamed


def csv_response(
    request: HttpRequest, name: str, headings: Sequence[str], rows: Iterable[Sequence[object]]
) -> StreamingHttpResponse:
    """The rows as a download; `name` is the file's, without its ending."""
    lines = csv_lines(headings, (map(_cell, row) for row in rows))
    return streamed(request, lines, content_type="text/csv; charset=utf-8", filename=f"{name}.csv")


def _cell(value: object) -> object:
    """Moments as ISO 8601 in local time; texts that wait for their language as they are in it."""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Promise) else value
