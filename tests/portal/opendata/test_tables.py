"""What every public table tells, and what none tells: over all of them, by construction."""

import csv
import json
from datetime import date
from io import StringIO
from zipfile import ZipFile

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.opendata.models import Dump
from portal.opendata.selectors.reading import columns_of
from portal.opendata.services.dumps import dump_if_due, remove_old_dumps, write_dump
from portal.opendata.tables import all_tables, without_contacts
from tests.factories.held import Town
from tests.portal.opendata.city import PLANTED, OpenCity

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(registers):
    return OpenCity()


def content(table, form, query=""):
    answer = Client().get(reverse("open_files:file", args=[table, form]) + query)
    assert answer.status_code == 200, answer.content
    return answer.getvalue().decode("utf-8-sig")


def csv_rows(table, query=""):
    return list(csv.DictReader(StringIO(content(table, "csv", query))))


def json_rows(table, query=""):
    return json.loads(content(table, "json", query))["rows"]


def test_every_table_tells_all_its_rows_alike_in_both_forms(city):
    for table in all_tables():
        count = table.rows().count()
        assert count, f"the city has nothing in {table.name}"
        told = json_rows(table.name)
        assert len(csv_rows(table.name)) == len(told) == count
        columns = columns_of(table)
        assert list(csv_rows(table.name)[0]) == [column.heading for column in columns]
        assert list(told[0]) == [column.name for column in columns]
        assert told[0]["municipality_code"] == "121002"


def test_names_and_headings_of_a_table_are_each_told_once():
    for table in all_tables():
        columns = columns_of(table)
        assert len({column.name for column in columns}) == len(columns), table.name
        assert len({column.heading for column in columns}) == len(columns), table.name


def test_no_table_tells_anything_personal(city):
    for table in all_tables():
        for form in ("csv", "json"):
            told = content(table.name, form)
            for kind, planted in PLANTED.items():
                assert planted not in told, f"{table.name}.{form} tells a {kind}"


def test_contacts_are_taken_out_of_what_people_wrote_and_numbers_are_not():
    assert without_contacts("電話 043-245-5111、mail a.b@example.jp") == (
        "電話 ［連絡先］、mail ［連絡先］"
    )
    for harmless in ("予算は1,200,000円", "2026-04-01", "3か所、60メートル", "郵便 260-8722"):
        assert without_contacts(harmless) == harmless


def test_what_only_its_authors_see_is_in_no_table(city):
    for table in all_tables():
        assert city.draft.title not in content(table.name, "json"), table.name


def test_an_open_vote_tells_neither_ballots_nor_results(registers):
    town = Town()
    town.open()
    for place in range(3):
        town.device(place).cast((0,))

    told = {row["id"]: row for row in json_rows("elections")}[town.election.pk]

    assert (told["state_code"], told["ballot_count"], told["ballots_url"]) == ("open", None, None)
    assert json_rows("results") == []


def test_what_is_told_of_a_result_is_what_its_page_tells(city):
    told = json_rows("results", f"?election_id={city.election.pk}")

    assert [(row["rank"], row["votes"]) for row in sorted(told, key=lambda row: row["rank"])] == [
        (1, "4"),
        (2, "4"),
        (3, "2"),
    ]


def test_a_question_gives_the_same_rows_in_every_form(city):
    for query, found in (
        (f"?cycle_id={city.cycle.slug}", 1),
        ("?state_code=done", 0),
        ("?state_code=looked_at", 1),
        (f"?from={timezone.localdate()}", 1),
        ("?until=2020-01-01", 0),
    ):
        assert len(json_rows("reports", query)) == len(csv_rows("reports", query)) == found, query


@pytest.mark.parametrize(
    "query",
    [
        "?colour=red",
        "?state_code=unheard_of",
        "?from=yesterday",
        "?until=9999-12-31",
        "?cycle_id=%00",
    ],
)
def test_a_question_that_the_table_does_not_know_is_refused(city, query):
    answer = Client().get(reverse("open_files:file", args=["reports", "csv"]) + query)

    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("text/plain")


def test_the_schema_names_every_column_and_every_value(city):
    schema = json.loads(content("reports", "schema.json"))

    fields = {field["name"]: field for field in schema["schema"]["fields"]}
    assert list(fields) == [column.name for column in columns_of_named("reports")]
    assert fields["state_code"]["values"]["done"] == {"ja": "対応済み", "en": "Done"}
    assert schema["licenses"][0]["name"] == "CC-BY-4.0"


def columns_of_named(name):
    return columns_of(next(table for table in all_tables() if table.name == name))


def test_pages_of_other_sites_may_read_the_files(city):
    answer = Client().get(reverse("open_files:file", args=["areas", "json"]))

    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "sessionid" not in answer.cookies


def test_an_unknown_table_is_not_found(db):
    assert Client().get("/open-data/secrets.csv").status_code == 404
    assert Client().get("/open-data/tables/secrets/").status_code == 404
    assert Client().get("/open-data/open-data-2026-13-01.zip").status_code == 404


def test_the_copy_of_a_day_holds_every_table(city, settings, tmp_path, time_machine_at_noon):
    settings.MEDIA_ROOT = tmp_path

    dump = dump_if_due()
    assert dump_if_due() is None
    write_dump.func(dump.pk)
    # A worker was lost, and another does it again.
    write_dump.func(dump.pk)

    dump.refresh_from_db()
    with default_storage.open(dump.file) as file, ZipFile(file) as archive:
        names = set(archive.namelist())
        reports = json.loads(archive.read("reports.json"))["rows"]
    assert names == {"README.txt", "datapackage.json"} | {
        f"{table.name}.{form}" for table in all_tables() for form in ("csv", "json")
    }
    assert len(reports) == dump.rows["reports"] == 1
    answer = Client().get(reverse("open_files:dump", args=[dump.day]))
    assert len(b"".join(answer)) == dump.size


def test_old_copies_go_but_for_the_first_of_each_month(db):
    for day in ("2026-01-03", "2026-01-20", "2026-02-01", "2026-02-02", "2026-03-30"):
        Dump.objects.create(day=day)

    assert remove_old_dumps(date(2026, 3, 31)) == 2
    kept = [str(day) for day in Dump.objects.order_by("day").values_list("day", flat=True)]
    assert kept == ["2026-01-03", "2026-02-01", "2026-03-30"]


@pytest.fixture
def time_machine_at_noon():
    with time_machine.travel("2026-11-30T12:00:00+09:00", tick=False):
        yield
