from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from portal.accounts.organisations import MemberRole, OrganisationKind
from portal.evidence.models import DataSet, EvidenceRequest
from portal.lifecycle.phases import Phase
from portal.registers.models import Area, Theme
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.evidence import CONTENT, DataSetFactory, EvidenceRequestFactory
from tests.factories.lifecycle import CycleFactory, cycle_in

pytestmark = pytest.mark.django_db
LIBRARY = "/evidence/"
REQUESTS = "/evidence/requests/"
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def _files_of_the_test(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def cycle(registers):
    return cycle_in(Phase.KNOW, area=Area.objects.get(code="12100"))


def editor(**fields):
    body = OrganisationFactory(**{"verified_at": timezone.now(), **fields})
    return MembershipFactory(organisation=body, role=MemberRole.EDITOR).user


def officer():
    return editor(kind=OrganisationKind.DEPARTMENT)


def sent(content=CONTENT, name="lamps.csv"):
    return SimpleUploadedFile(name, content, content_type="text/csv")


def typed(actor, cycle, **fields):
    return {
        "file": sent(),
        "title": "街灯の数",
        "about": "区ごとの街灯の数です。",
        "organisation": actor.memberships.get().organisation_id,
        "cycle": cycle.pk,
        "theme": Theme.objects.get(slug="town").pk,
        "area": Area.objects.get(code="12101").pk,
        "licence": "cc_by_4_0",
        "source": "道路照明台帳",
        "made_on": "2026-04-01",
        **fields,
    }


@pytest.mark.parametrize("rows", [1, 20, 25])
def test_the_library_asks_the_same_queries_for_any_number_of_rows(
    client, cycle, rows, django_assert_num_queries
):
    for _ in range(rows):
        DataSetFactory(cycle=cycle)
    # Areas, themes; rows, their number; requests that wait.
    with django_assert_num_queries(5):
        client.get(LIBRARY)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"city", "ward", "other"}),
        ("q=公園", {"ward"}),
        ("theme=living", {"other"}),
        # What is about the whole city is about its wards.
        ("area=12101", {"city", "ward"}),
        ("area=x&theme=y", {"city", "ward", "other"}),
    ],
)
def test_the_library_is_narrowed(client, cycle, query, found):
    named = {
        "city": DataSetFactory(cycle=cycle, area=cycle.area),
        "ward": DataSetFactory(cycle=cycle, title="公園の数"),
        "other": DataSetFactory(
            cycle=cycle,
            area=Area.objects.get(code="12106"),
            theme=Theme.objects.get(slug="living"),
        ),
    }

    page = client.get(f"{LIBRARY}?{query}")

    assert {row.pk for row in page.context["part"].rows} == {named[name].pk for name in found}
    assert page.context["total"] == len(found)


def test_a_page_shows_the_first_rows_the_licence_and_the_source(client, cycle):
    data_set = DataSetFactory(cycle=cycle, source="道路照明台帳")

    page = client.get(f"{LIBRARY}{data_set.pk}/").content.decode()

    assert '<th scope="col">街灯の数</th>' in page
    assert "CC BY 4.0" in page
    assert "道路照明台帳" in page


def test_a_page_stays_within_eight_queries(client, cycle, django_assert_max_num_queries):
    data_set = DataSetFactory(cycle=cycle)

    with django_assert_max_num_queries(8):
        client.get(f"{LIBRARY}{data_set.pk}/")


def test_hostile_cells_and_words_do_nothing(client, cycle):
    data_set = DataSetFactory(
        cycle=cycle, title=HOSTILE, about=HOSTILE, source=HOSTILE, preview=[[HOSTILE], [HOSTILE]]
    )

    for address in (LIBRARY, f"{LIBRARY}{data_set.pk}/"):
        assert HOSTILE not in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("encoding", "charset"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("shift_jis", "shift_jis")],
)
def test_a_visitor_downloads_the_file_as_it_was_sent(client, cycle, encoding, charset):
    data_set = DataSetFactory(cycle=cycle, title="街灯\r\nの数", encoding=encoding)

    answer = client.get(f"{LIBRARY}{data_set.pk}/data.csv")

    assert answer.content == CONTENT
    assert answer["Content-Type"] == f"text/csv; charset={charset}"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "\n" not in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_an_organisation_adds_a_data_set(client, cycle):
    actor = editor()
    client.force_login(actor)

    answer = client.post("/evidence/add/", typed(actor, cycle))

    data_set = DataSet.objects.get()
    assert answer["Location"] == f"{LIBRARY}{data_set.pk}/"
    assert data_set.organisation == actor.memberships.get().organisation
    assert client.get(f"{LIBRARY}{data_set.pk}/data.csv").content == CONTENT


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"file": ""}, "file"),
        ({"file": sent(b"")}, "file"),
        ({"file": sent(b"a,b\n1\n")}, "file"),
        ({"file": sent(b"\x00")}, "file"),
        ({"file": sent(b"a" * (5 * 1024 * 1024 + 1))}, "file"),
        ({"title": ""}, "title"),
        ({"licence": ""}, "licence"),
        ({"licence": "all_rights_reserved"}, "licence"),
        ({"source": ""}, "source"),
        ({"made_on": "2999-01-01"}, "made_on"),
        ({"made_on": "昨日"}, "made_on"),
        ({"organisation": "999999"}, "organisation"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(client, cycle, fields, field):
    actor = editor()
    client.force_login(actor)

    page = client.post("/evidence/add/", typed(actor, cycle, **fields))

    assert list(page.context["form"].errors) == [field]
    assert not DataSet.objects.exists()


def test_a_name_that_climbs_out_of_its_folder_is_not_used(client, cycle, settings):
    actor = editor()
    client.force_login(actor)

    client.post("/evidence/add/", typed(actor, cycle, file=sent(name="../../evil.html")))

    stored = DataSet.objects.get().file.name
    assert stored.startswith("evidence/")
    assert stored.endswith(".csv")
    assert "evil" not in stored


def test_a_resident_does_not_get_the_form(client, cycle):
    client.force_login(UserFactory())

    assert client.get("/evidence/add/").status_code == 403


def test_an_unverified_organisation_is_told_why(client, cycle):
    actor = editor(verified_at=None)
    client.force_login(actor)

    page = client.post("/evidence/add/", typed(actor, cycle))

    assert "organisation" in page.context["form"].errors


def test_a_resident_asks_for_data(client, cycle):
    client.force_login(UserFactory())

    answer = client.post("/evidence/request/", {"text": "町ごとの街灯", "why": "暗い道を探すため"})

    asked = EvidenceRequest.objects.get()
    assert answer["Location"] == f"{REQUESTS}{asked.pk}/"
    assert "町ごとの街灯" in client.get(REQUESTS).content.decode()


def test_where_nothing_may_be_asked_the_page_says_when(client, registers):
    CycleFactory(area=Area.objects.get(code="12100"))
    client.force_login(UserFactory())

    page = client.get("/evidence/request/")

    assert page.status_code == 409
    assert "現状把握" in page.content.decode()


def test_an_officer_provides_the_data(client, cycle):
    asked, data_set = EvidenceRequestFactory(cycle=cycle), DataSetFactory(cycle=cycle)
    client.force_login(officer())

    client.post(
        f"{REQUESTS}{asked.pk}/answer/",
        {"state": "provided", "data_set": data_set.pk, "text": "こちらです。"},
    )

    page = client.get(f"{REQUESTS}{asked.pk}/").content.decode()
    assert data_set.title in page
    assert "提供しました" in page


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"state": "provided", "text": "こちらです。"}, "data_set"),
        ({"state": "declined", "text": "だめ"}, "text"),
        ({"state": "waiting", "text": "まだです。"}, "state"),
    ],
)
def test_a_refused_answer_says_why_beside_its_field(client, cycle, fields, field):
    asked = EvidenceRequestFactory(cycle=cycle)
    client.force_login(officer())

    page = client.post(f"{REQUESTS}{asked.pk}/answer/", fields)

    assert list(page.context["form"].errors) == [field]


def test_a_resident_does_not_get_the_form_of_answers(client, cycle):
    asked = EvidenceRequestFactory(cycle=cycle)
    client.force_login(UserFactory())

    assert client.get(f"{REQUESTS}{asked.pk}/answer/").status_code == 403
    assert "/answer/" not in client.get(f"{REQUESTS}{asked.pk}/").content.decode()


def test_an_answered_request_is_answered_no_more(client, cycle):
    asked = EvidenceRequestFactory(cycle=cycle, state="declined")
    client.force_login(officer())

    assert client.get(f"{REQUESTS}{asked.pk}/answer/").status_code == 409


def test_requests_that_wait_are_found_by_officers(client, cycle):
    waiting = EvidenceRequestFactory(cycle=cycle)
    EvidenceRequestFactory(cycle=cycle, state="declined")

    page = client.get(f"{REQUESTS}?state=waiting")

    assert page.context["part"].rows == [waiting]


@pytest.mark.parametrize("rows", [1, 20])
def test_the_list_of_requests_asks_the_same_queries_for_any_number_of_rows(
    client, cycle, rows, django_assert_num_queries
):
    for number in range(rows):
        EvidenceRequestFactory(
            cycle=cycle,
            created_at=timezone.now() - timedelta(days=number),
            data_set=DataSetFactory(cycle=cycle),
        )
    with django_assert_num_queries(1):
        client.get(REQUESTS)
