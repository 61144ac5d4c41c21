"""A list as a CSV file to keep, read from the database as it is sent.

A spreadsheet opens it in the right letters and runs nothing in it.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain

from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.functional import Promise

from portal.common.streaming import streamed

# A cell that begins so is taken for a formula (OWASP, CSV injection), by some also full-width.
FORMULA_STARTS = frozenset("=+-@\t\r\n＝＋－＠")
# By it spreadsheets know UTF-8.
MARK = "\ufeff"
CSV_TYPE = "text/csv; charset=utf-8"
PIECE = 16_000
# What is written as it is, whatever it says.
PLAIN = frozenset({int, float, type(None)})


def csv_response(
    request: HttpRequest, name: str, headings: Sequence[str], rows: Iterable[Sequence[object]]
) -> StreamingHttpResponse:
    """The rows as a download; `name` is the file's, without its ending."""
    pieces = csv_pieces(headings, rows)
    return streamed(request, pieces, content_type=CSV_TYPE, filename=f"{name}.csv")


def csv_pieces(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The file, some lines at a time; it is never whole in memory."""
    yield MARK
    lines = io.StringIO()
    writer = csv.writer(lines)
    for cells in chain([headings], rows):
        writer.writerow([cell if type(cell) in PLAIN else _told(cell) for cell in cells])
        if lines.tell() >= PIECE:
            yield lines.getvalue()
            lines.seek(0)
            lines.truncate()
    yield lines.getvalue()


def _told(value: object) -> object:
    """Moments as ISO 8601 in local time; texts so that they run nothing, in their language."""
    if isinstance(value, str):
        return f"'{value}" if value[:1] in FORMULA_STARTS else value
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return _told(str(value)) if isinstance(value, Promise) else value
