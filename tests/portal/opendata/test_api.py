"""The API: the rows of the files in parts, and writing with a key."""

import json

import pytest
import schemathesis
from django.conf import settings as settings_of_django
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as asked
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)

from portal.accounts.models import AuditEntry
from portal.accounts.organisations import MemberRole, OrganisationKind
from portal.lifecycle.phases import Phase
from portal.opendata.deeds import all_deeds
from portal.opendata.errors import KeysAreForOfficers, UnknownScope
from portal.opendata.models import ApiKey
from portal.opendata.services.keys import make_key, revoke_key
from portal.opendata.tables import all_tables
from proposals.models import Report
from reviews.models import Reading
from reviews.states import ProjectState
from tests.factories.accounts import OrganisationFactory, UserFactory, member_of
from tests.factories.lifecycle import cycle_in
from tests.factories.proposals import ReportFactory
from tests.factories.reviews import IndicatorFactory, ProjectFactory
from tests.portal.opendata.city import OpenCity

pytestmark = pytest.mark.django_db
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture(autouse=True)
def _many_may_be_asked(settings):
    settings.API_RATES = "1000000 per minute"


@pytest.fixture
def department(registers):
    return OrganisationFactory(kind=OrganisationKind.DEPARTMENT, verified=True)


@pytest.fixture
def officer(department):
    return member_of(department, MemberRole.REPRESENTATIVE)


@pytest.fixture
def key(officer, department):
    scopes = [deed.name for deed in all_deeds()]
    return make_key(actor=officer, organisation=department, name="x", scopes=scopes)[1]


def get(address, **headers):
    return Client().get(address.removeprefix(settings_of_django.SITE_URL), headers=headers)


def post(name, key, body):
    return Client().post(
        f"/api/v1/write/{name}",
        json.dumps(body),
        content_type="application/json",
        headers={"authorization": f"Bearer {key}"} if key else {},
    )


def test_the_parts_of_a_list_are_all_rows_once_and_in_order(registers):
    made = [ReportFactory().pk for _ in range(7)]
    address, seen = "/api/v1/reports?limit=3", []
    while address:
        answer = get(address)
        assert answer.status_code == 200
        told = answer.json()
        seen += [row["id"] for row in told["rows"]]
        address = told["next"]

    assert seen == sorted(made)


def test_a_changed_or_borrowed_token_is_refused(registers):
    for _ in range(3):
        ReportFactory()
    following = get("/api/v1/reports?limit=1").json()["next"]
    token = following.partition("after=")[2]

    for address in (
        f"/api/v1/reports?after={token[:-2]}xx",
        f"/api/v1/items?after={token}",
        f"/api/v1/reports?state_code=done&after={token}",
        "/api/v1/reports?after=12",
    ):
        answer = get(address)
        assert (answer.status_code, answer.json()["error"]) == (400, "TokenIsNotOurs"), address


def test_who_has_an_answer_already_is_told_so(registers):
    first = get("/api/v1/themes")

    again = get("/api/v1/themes", **{"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again["Access-Control-Allow-Origin"] == "*"


def test_one_row_is_found_by_its_name_and_what_is_not_there_is_not_found(registers):
    cycle = cycle_in(Phase.DISCOVER)

    assert get(f"/api/v1/cycles/{cycle.slug}").json()["name"] == cycle.name_ja
    assert get("/api/v1/cycles/none").json()["error"] == "not_found"
    assert get("/api/v1/reports/999999").status_code == 404
    assert get(f"/api/v1/reports/{2**63}").status_code == 400
    assert get("/api/v1/reports/1e9").status_code == 400


def test_whom_the_rate_limit_stops_is_told_when_to_come_again(registers, settings):
    settings.API_RATES = "2 per minute"
    client = Client()

    answers = [client.get("/api/v1/themes") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2]["Retry-After"] == "60"


def test_a_page_of_another_site_may_ask_beforehand(db):
    answer = Client().options("/api/v1/reports")

    assert answer.status_code == 204
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD"


def test_an_error_is_in_the_language_that_was_asked_for(registers):
    assert "条件" in get("/api/v1/reports?colour=red").json()["message"]
    english = get("/api/v1/reports?colour=red", **{"accept-language": "en"})
    assert "There is no condition" in english.json()["message"]


def test_a_program_writes_in_the_name_of_its_officer_and_it_is_on_record(officer, department, key):
    project = ProjectFactory(
        cycle=cycle_in(Phase.EXECUTE), state=ProjectState.UNDER_WAY, owner=department
    )
    indicator = IndicatorFactory(project=project)
    day = str(timezone.localdate())

    answer = post("readings", key, {"indicator_id": indicator.pk, "value": "12.5", "on": day})

    assert answer.status_code == 201, answer.content
    reading = Reading.objects.get(pk=answer.json()["id"])
    assert (reading.by, reading.value) == (officer, 12.5)
    entry = AuditEntry.objects.get(deed="api_readings")
    assert (entry.actor, entry.facts) == (officer, {"made": reading.pk})


def test_a_report_of_the_telephone_comes_in_by_the_api(officer, key):
    cycle = cycle_in(Phase.DISCOVER)
    body = {
        "cycle_id": cycle.slug,
        "title": "暗い道",
        "text": "街灯が切れています。",
        "theme_id": get("/api/v1/themes").json()["rows"][0]["slug"],
        "area_code": "121011",
        "channel": "phone",
    }

    assert post("reports", key, body).status_code == 201
    assert Report.objects.get().channel == "phone"
    assert post("reports", key, {**body, "channel": "web"}).status_code == 400
    assert post("reports", key, {**body, "theme_id": "none"}).status_code == 404
    assert Report.objects.count() == 1


def test_who_may_not_write_is_refused(officer, department, key):
    readings_only = make_key(actor=officer, organisation=department, name="y", scopes=["readings"])[
        1
    ]
    body = {"milestone_id": 1, "reached_on": "2026-04-01"}

    assert post("milestones", "", body).status_code == 401
    assert post("milestones", "tomoni_unknown", body).status_code == 401
    assert post("milestones", readings_only, body).status_code == 403
    assert post("milestones", key, body).status_code == 404
    revoke_key(actor=officer, key=ApiKey.objects.get(name="x"))
    assert post("milestones", key, body).status_code == 401
    officer.memberships.update(left_at=timezone.now())
    assert post("milestones", readings_only, body).status_code == 401


def test_a_key_is_kept_as_a_hash_and_shown_once(client, officer, department):
    client.force_login(officer)
    typed = {"name": "台帳", "organisation": department.pk, "scopes": ["readings"]}

    page = client.post(reverse("opendata:keys"), typed).content.decode()

    made = ApiKey.objects.get()
    key = page.partition("<code>tomoni_")[2].partition("<")[0]
    assert len(key) == 43
    assert key not in str(vars(made))
    assert f"tomoni_{key}" not in client.get(reverse("opendata:keys")).content.decode()
    client.post(reverse("opendata:key_revoke", args=[made.pk]))
    made.refresh_from_db()
    assert made.revoked_at


def test_keys_are_for_officers_of_the_department_alone(officer, department):
    stranger = UserFactory()
    with pytest.raises(KeysAreForOfficers):
        make_key(actor=stranger, organisation=department, name="x", scopes=["readings"])
    with pytest.raises(UnknownScope):
        make_key(actor=officer, organisation=department, name="x", scopes=["everything"])
    made, _key = make_key(actor=officer, organisation=department, name="x", scopes=["readings"])
    with pytest.raises(KeysAreForOfficers):
        revoke_key(actor=stranger, key=made)


@pytest.fixture
def one_connection():
    """That of the test, in whose transaction its rows stand: a request would close it."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


def test_every_address_keeps_to_its_description(key, one_connection):
    OpenCity()
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
    described = {operation.ok().path for operation in schema.get_all_operations()}
    assert len(described) == 1 + 2 * len(all_tables()) + len(all_deeds())

    for found in schema.get_all_operations():
        operation = found.ok()

        @asked(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def keeps_to_it(case):
            case.call_and_validate(checks=CHECKS, headers={"Authorization": f"Bearer {key}"})

        keeps_to_it()
