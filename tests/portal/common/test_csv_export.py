import csv
from datetime import date, datetime
from decimal import Decimal
from io import StringIO

import pytest
from django.core.handlers.asgi import ASGIRequest
from django.test import RequestFactory
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext_lazy

from portal.common.csv_export import csv_response
from portal.common.streaming import CHUNK_BYTES


def read(content):
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(content.decode("utf-8-sig"))))


def exported(*rows):
    response = csv_response(RequestFactory().get("/"), "x", ["n"], rows)
    return read(response.getvalue())[1:]


def test_the_file_has_its_mark_its_heading_and_its_rows():
    response = csv_response(
        RequestFactory().get("/"), "reports", ["番号", "題名"], [(1, "a,b"), (2, '"')]
    )

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="reports.csv"'
    assert read(response.getvalue()) == [["番号", "題名"], ["1", "a,b"], ["2", '"']]


def test_rows_are_read_as_they_are_sent():
    read_so_far = []

    def rows():
        for number in range(CHUNK_BYTES):
            read_so_far.append(number)
            yield (number,)

    chunks = iter(csv_response(RequestFactory().get("/"), "x", ["n"], rows()))
    assert read_so_far == []
    next(chunks)
    assert 0 < len(read_so_far) < CHUNK_BYTES


@pytest.mark.asyncio
async def test_a_server_that_awaits_is_served_alike():
    scope = {"type": "http", "method": "GET", "path": "/", "headers": []}
    response = csv_response(ASGIRequest(scope, None), "x", ["n"], ((n,) for n in range(3)))

    assert response.is_async
    content = b"".join([chunk async for chunk in response])
    assert read(content) == [["n"], ["0"], ["1"], ["2"]]


@pytest.mark.parametrize(
    "attack",
    ["=1+1", "+81", "@SUM(A1)", "-2+3+cmd|' /C calc'!A0", "\t=1", "＝1", '=HYPERLINK("x")'],
)
def test_no_text_becomes_a_formula(attack):
    assert exported([attack, 1]) == [[f"'{attack}", "1"]]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("暗い道", "暗い道"),
        (Decimal("-3.50"), "-3.50"),
        (7, "7"),
        (None, ""),
        (gettext_lazy("日本語"), "日本語"),
        (date(2026, 4, 1), "2026-04-01"),
        (
            datetime(2026, 4, 1, 9, 0, tzinfo=get_default_timezone()),
            "2026-04-01T09:00:00+09:00",
        ),
    ],
)
def test_values_are_written_for_machines(value, written):
    assert exported([1, value]) == [["1", written]]
