from datetime import UTC, datetime, timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from portal.common.paging import EPOCH, Place, part_of, place_from
from portal.lifecycle.models import Cycle
from tests.factories.lifecycle import CycleFactory

pytestmark = pytest.mark.django_db
BY = "created_at"


@pytest.fixture
def cycles():
    """Seven, newest first; three of them of the very same moment."""
    now = timezone.now()
    ages = [0, 1, 2, 2, 2, 3, 4]
    made = [CycleFactory(created_at=now - timedelta(hours=age)) for age in reversed(ages)]
    return made[::-1]


def part(query="", size=3):
    return part_of(Cycle.objects.all(), QueryDict(query.removeprefix("?")), by=BY, size=size)


def walk(size, url_of, start=""):
    seen, page = [], part(start, size)
    while True:
        seen.append(page.rows)
        if not url_of(page):
            return seen
        page = part(url_of(page), size)


@pytest.mark.parametrize("size", [1, 2, 3, 6, 7, 8])
def test_walking_on_meets_every_row_once(cycles, size):
    parts = walk(size, lambda page: page.next_url)

    assert [row for rows in parts for row in rows] == cycles
    assert all(len(rows) == size for rows in parts[:-1])


@pytest.mark.parametrize("size", [1, 2, 3, 6])
def test_walking_back_meets_every_row_once(cycles, size):
    pages = [part("", size)]
    while pages[-1].next_url:
        pages.append(part(pages[-1].next_url, size))

    back = walk(size, lambda page: page.previous_url, pages[-1].previous_url)

    rows = [row for rows in reversed(back) for row in rows] + pages[-1].rows
    assert rows == cycles


def test_the_ends_have_no_way_on(cycles):
    first = part()

    assert first.previous_url == ""
    assert part("", 10).next_url == ""
    assert part("after=0-1").rows == []


def test_a_filter_is_kept_and_only_one_place(cycles):
    page = part("q=%E9%81%93&before=1-2")

    query = QueryDict(part(page.previous_url).next_url[1:])
    assert page.rows == cycles[-3:]
    assert query["q"] == "道"
    assert "before" not in query


@pytest.mark.parametrize(
    "text", [None, "", "x", "-", "1-", "-1", "1-x", "１-1", "9" * 40 + "-1", "1-" + "9" * 40]
)
def test_a_place_that_we_did_not_write_is_none(text):
    assert place_from(text) is None


def test_a_place_survives_its_address():
    place = Place(datetime(2026, 4, 1, 12, 30, 5, 123456, tzinfo=UTC), 42)

    assert place_from(str(place)) == place
    assert place_from("99999999999999999-1").at > EPOCH


def test_every_part_is_one_query(cycles, django_assert_num_queries):
    for query in ("", part().next_url, part(part().next_url).previous_url):
        with django_assert_num_queries(1):
            part(query)
