"""Signing in as an invented person: on this machine, in the demo, and nowhere else."""

import json
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

import portal.demo
from portal.demo.people import SEATS, email_of
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
PEOPLE = Path(portal.demo.__file__).parent / "data/people.json"


@pytest.fixture
def demo(settings):
    settings.DEMO = True
    settings.ALLOWED_HOSTS = ["*"]
    return settings


@pytest.fixture
def tanabe(db):
    return UserFactory(email=email_of("tanabe"), display_name="田辺 美和")


def ask(client, person="tanabe", **extra):
    return client.post(reverse("demo:sign_in"), {"person": person}, **extra)


def signed_in(client):
    return "_auth_user_id" in client.session


HERE = [{}, {"HTTP_HOST": "127.0.0.1:8000"}, {"HTTP_HOST": "localhost:8000"}]
HERE += [{"HTTP_HOST": "[::1]:8000", "REMOTE_ADDR": "::1"}]
ELSEWHERE = [
    {"HTTP_HOST": "tomoni.example.jp"},
    {"HTTP_HOST": "192.168.0.7:8000"},
    {"HTTP_HOST": "127.0.0.1.example.jp"},
    {"HTTP_HOST": "localhost.example.jp"},
    {"HTTP_HOST": "0.0.0.0:8000"},
    {"REMOTE_ADDR": "192.168.0.7"},
    {"REMOTE_ADDR": "::ffff:192.168.0.7"},
    {"REMOTE_ADDR": ""},
    {"REMOTE_ADDR": "127.0.0.1, 203.0.113.9"},
    {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
    {"HTTP_X_FORWARDED_FOR": "203.0.113.9"},
    {"HTTP_X_FORWARDED_HOST": "localhost"},
    {"HTTP_FORWARDED": "for=127.0.0.1"},
    {"HTTP_X_REAL_IP": "127.0.0.1"},
]


@pytest.mark.parametrize("extra", HERE)
def test_on_this_machine_a_button_signs_in(client, demo, tanabe, extra):
    extra = {"HTTP_HOST": "127.0.0.1", **extra}
    assert ask(client, **extra)["Location"] == reverse("home")
    assert client.session["_auth_user_id"] == str(tanabe.pk)


@pytest.mark.parametrize("extra", ELSEWHERE)
def test_from_elsewhere_there_is_no_such_page(client, demo, tanabe, extra):
    extra = {"HTTP_HOST": "127.0.0.1", **extra}
    assert ask(client, **extra).status_code == 404
    assert client.get(reverse("demo:sign_in"), **extra).status_code == 404
    assert not signed_in(client)


@pytest.mark.parametrize("extra", ELSEWHERE)
@pytest.mark.parametrize("name", ["home", "account_login"])
def test_from_elsewhere_no_button_is_shown(client, demo, name, extra):
    extra = {"HTTP_HOST": "127.0.0.1", **extra}
    assert reverse("demo:sign_in") not in client.get(reverse(name), **extra).content.decode()


@pytest.mark.parametrize("extra", HERE)
def test_without_the_demo_there_is_no_such_page(client, demo, tanabe, extra):
    demo.DEMO = False
    extra = {"HTTP_HOST": "127.0.0.1", **extra}
    assert ask(client, **extra).status_code == 404
    assert client.get(reverse("demo:sign_in"), **extra).status_code == 404
    assert not signed_in(client)
    assert reverse("demo:sign_in") not in client.get(reverse("home"), **extra).content.decode()


@pytest.mark.parametrize("method", ["get", "head", "put", "delete"])
def test_only_a_form_that_was_sent_signs_in(client, demo, tanabe, method):
    answer = getattr(client, method)(
        reverse("demo:sign_in") + "?person=tanabe", HTTP_HOST="127.0.0.1"
    )
    assert answer.status_code == 405
    assert not signed_in(client)


def test_a_form_of_another_site_does_not_sign_in(demo, tanabe):
    client = Client(enforce_csrf_checks=True)
    assert ask(client, HTTP_HOST="127.0.0.1").status_code == 403
    assert not signed_in(client)


@pytest.mark.parametrize("person", ["", "nobody", "ishiguro", "tanabe@demo.invalid", "../tanabe"])
def test_only_the_people_of_the_buttons_can_be_chosen(client, demo, tanabe, person):
    UserFactory(email=email_of("ishiguro"))
    assert ask(client, person, HTTP_HOST="127.0.0.1").status_code == 404
    assert not signed_in(client)


def test_an_account_of_someone_real_is_never_meant(client, demo):
    UserFactory(email="tanabe@example.jp")
    assert ask(client, HTTP_HOST="127.0.0.1").status_code == 404


def test_a_closed_account_is_not_signed_in(client, demo, tanabe):
    tanabe.is_active = False
    tanabe.save()
    assert ask(client, HTTP_HOST="127.0.0.1").status_code == 404


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [("/cycles/", "/cycles/"), ("https://example.jp/", "/"), ("//example.jp/", "/"), ("", "/")],
)
def test_signing_in_leads_on_within_the_portal_only(client, demo, tanabe, wanted, reached):
    data = {"person": "tanabe", "next": wanted}
    answer = client.post(reverse("demo:sign_in"), data, HTTP_HOST="127.0.0.1")
    assert answer["Location"] == reached


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("name", ["home", "account_login"])
def test_every_part_has_its_button(client, demo, language, name):
    with override(language):
        page = client.get(reverse(name), HTTP_HOST="localhost:8000").content.decode()
        for seat in SEATS:
            assert f'value="{seat.key}"' in page
            assert str(seat.part) in page


def test_a_button_names_the_person_of_the_demo_city():
    people = {person["key"]: person["name"] for person in json.loads(PEOPLE.read_text("utf-8"))}
    assert {seat.key: seat.name for seat in SEATS} == {seat.key: people[seat.key] for seat in SEATS}
