"""A list as a CSV file to keep, read from the database as it is sent.

A spreadsheet opens it in the right letters and runs nothing in it.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.functional import Promise

from portal.common.streaming import streamed

# A cell that begins so is taken for a formula (OWASP, CSV injection), by some also full-width.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# By it spreadsheets know UTF-8.
MARK = "\ufeff"


def csv_response(
    request: HttpRequest, name: str, headings: Sequence[str], rows: Iterable[Sequence[object]]
) -> StreamingHttpResponse:
    """The rows as a download; `name` is the file's, without its ending."""
    lines = _lines(headings, rows)
    return streamed(request, lines, content_type="text/csv; charset=utf-8", filename=f"{name}.csv")


def _lines(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield MARK + _line(headings)
    yield from map(_line, rows)


def _line(cells: Sequence[object]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow([_harmless(_told(cell)) for cell in cells])
    return line.getvalue()


def _told(value: object) -> object:
    """Moments as ISO 8601 in local time; texts that wait for their language as they are in it."""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Promise) else value


def _harmless(cell: object) -> object:
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell
