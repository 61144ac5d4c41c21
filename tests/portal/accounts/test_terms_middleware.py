"""New terms are agreed to once before one writes again; reading stays free, and nothing is lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver

from portal.accounts import middleware
from portal.accounts.models import Consent, Organisation
from portal.accounts.terms import VERSIONS
from tests.factories.accounts import UserFactory
from tests.factories.registers import AreaFactory

pytestmark = pytest.mark.django_db
VERSION = VERSIONS[-1].name


@pytest.fixture
def reluctant(client):
    """A person who has not agreed to the terms as they hold today."""
    user = UserFactory(agreed=False)
    client.force_login(user)
    return user


def registration():
    return {"kind": "npo", "name": "花の会", "area": AreaFactory().pk, "about": "花<b>を</b>植える"}


def test_who_has_not_agreed_is_asked_and_nothing_is_written(client, reluctant):
    response = client.post("/organisations/new/", registration())

    assert response.status_code == 409
    assert "利用規約が新しくなりました" in response.text
    assert not Organisation.objects.exists()


def test_the_answer_sends_on_what_was_sent(client, reluctant):
    asked = client.post("/organisations/new/?from=list", registration())
    sent_on = dict(asked.context["sent"])
    assert 'value="花&lt;b&gt;を&lt;/b&gt;植える"' in asked.text
    assert 'action="/organisations/new/?from=list"' in asked.text

    response = client.post("/organisations/new/", {**sent_on, "agreed_terms": VERSION})

    assert response.status_code == 302
    assert Organisation.objects.get().about == "花<b>を</b>植える"
    assert Consent.objects.get(user=reluctant).version == VERSION


def test_one_is_asked_once(client, reluctant):
    client.post("/organisations/new/", {**registration(), "agreed_terms": VERSION})

    response = client.post("/organisations/new/", {**registration(), "name": "木の会"})

    assert response.status_code == 302


def test_that_one_has_agreed_is_asked_of_the_database_once_a_session(
    client, django_assert_max_num_queries
):
    client.force_login(UserFactory())
    client.post("/organisations/new/", {})

    with django_assert_max_num_queries(10) as captured:
        client.post("/organisations/new/", {})

    assert not [q for q in captured.captured_queries if "accounts_consent" in q["sql"]]


@pytest.mark.parametrize("answer", ["", "on", "1999-01"])
def test_another_answer_is_no_consent(client, reluctant, answer):
    response = client.post("/organisations/new/", {**registration(), "agreed_terms": answer})

    assert response.status_code == 409
    assert not Consent.objects.exists()


def test_another_site_does_not_agree_for_anyone(reluctant):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(reluctant)

    response = strict.post("/organisations/new/", {**registration(), "agreed_terms": VERSION})

    assert response.status_code == 403
    assert not Consent.objects.exists()


def test_files_that_cannot_be_sent_on_are_named(client, reluctant):
    photo = SimpleUploadedFile("photo.png", b"x")

    response = client.post("/organisations/new/", {**registration(), "photo": photo})

    assert response.context["files_are_gone"]


def test_reading_is_free(client, reluctant):
    for address in ("/", "/organisations/", "/organisations/new/", "/account/profile/"):
        assert client.get(address).status_code == 200


def test_visitors_are_not_asked(client):
    response = client.post("/organisations/new/", registration())

    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(
    "address",
    [
        "/account/profile/",
        "/account/close/",
        "/account/terms/",
        "/accounts/logout/",
        "/accounts/email/",
        "/accounts/sessions/",
        "/preferences/furigana/",
    ],
)
def test_whoever_does_not_agree_still_looks_after_the_account_and_leaves(
    client, reluctant, address
):
    assert client.post(address, {}).status_code != 409


def test_every_view_that_is_free_exists():
    resolver = get_resolver()
    names = {name for name in resolver.reverse_dict if isinstance(name, str)}
    for namespace, (_prefix, room) in resolver.namespace_dict.items():
        names |= {f"{namespace}:{name}" for name in room.reverse_dict if isinstance(name, str)}

    assert names >= middleware.FREE_VIEWS


def test_the_page_for_agreeing_leads_on_to_this_site_only(client, reluctant):
    away = client.post("/account/terms/?next=https://evil.example/", {"agreed": "on"})
    here = client.post("/account/terms/?next=/organisations/", {"agreed": "on"})

    assert away["Location"] == "/account/profile/"
    assert here["Location"] == "/organisations/"
    assert Consent.objects.get().user == reluctant
