from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.common.kept_forms import KEPT_FOR_SECONDS, MOST_BYTES, SESSION_KEY
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.usefixtures("sample_site")

TYPED = {
    "title": "歩道の段差",
    "text": "車いすで通れません。\r\n雨の日は特に困ります。",
    "themes": ["a", "b"],
    "seen_at_0": "2026-11-01",
    "seen_at_1": "08:30:00",
    "agreed": "on",
    "password": "himitsu",
}


def initial(response):
    return response.context["form"].initial


def texts(response):
    return [str(message) for message in response.context["messages"]]


def test_a_stranger_is_led_to_sign_in_and_back(client):
    response = client.get("/note/?from=map")
    assert response.url == "/accounts/login/?next=/note/%3Ffrom%3Dmap"


def test_what_was_typed_without_a_session_is_there_after_sign_in(client):
    response = client.post("/note/", TYPED)
    assert response.url == "/accounts/login/?next=/note/"
    client.force_login(UserFactory())
    page = client.get("/note/")
    assert initial(page) == {
        "title": "歩道の段差",
        "text": "車いすで通れません。\r\n雨の日は特に困ります。",
        "themes": ["a", "b"],
        "seen_at": ["2026-11-01", "08:30:00"],
        "agreed": True,
    }
    assert 'value="歩道の段差"' in page.text
    assert "雨の日は特に困ります。" in page.text
    assert 'value="08:30:00"' in page.text


def test_the_person_is_told_before_and_after_sign_in(client):
    page = client.post("/note/", TYPED, follow=True)
    assert texts(page) == ["ログインすると、入力した内容から続けられます。"]
    client.force_login(UserFactory())
    assert texts(client.get("/note/")) == [
        "入力した内容を戻しました。確かめて、もう一度送信してください。"
    ]


def test_secrets_are_never_kept(client):
    client.post("/note/", {**TYPED, "csrfmiddlewaretoken": "x", "api_token": "x", "code": "1"})
    kept = client.session[SESSION_KEY]["/note/"][0]
    for name in ("himitsu", "csrf", "token", "code="):
        assert name not in kept


def test_files_are_not_kept_and_the_person_is_told(client):
    photo = SimpleUploadedFile("dansa.jpg", b"jpeg")
    page = client.post("/note/", {**TYPED, "photo": photo}, follow=True)
    assert "写真などのファイルは、もう一度選んでください。" in texts(page)
    assert "dansa" not in client.session[SESSION_KEY]["/note/"][0]


def test_a_text_too_long_to_keep_is_refused_with_advice(client):
    page = client.post("/note/", {"title": "x", "text": "x" * MOST_BYTES}, follow=True)
    assert SESSION_KEY not in client.session
    assert "残せませんでした" in texts(page)[0]


def test_all_forms_together_weigh_no_more_than_one_may(client):
    for number in (1, 2, 3):
        with time_machine.travel(timezone.now() + timedelta(seconds=number)):
            client.post(f"/items/{number}/comments/", {"text": "x" * 30_000})
    assert list(client.session[SESSION_KEY]) == ["/items/2/comments/", "/items/3/comments/"]


def test_it_is_forgotten_after_an_hour(client):
    client.post("/note/", TYPED)
    client.force_login(UserFactory())
    with time_machine.travel(timezone.now() + timedelta(seconds=KEPT_FOR_SECONDS + 2)):
        assert initial(client.get("/note/")) == {}


def test_it_is_forgotten_once_the_form_was_received(client):
    client.post("/note/", TYPED)
    client.force_login(UserFactory())
    response = client.post("/note/", TYPED)
    assert response.url == "/"
    assert client.session[SESSION_KEY] == {}
    assert initial(client.get("/note/")) == {}


def test_the_device_is_told_which_form_was_received(client):
    client.force_login(UserFactory())
    refused = client.post("/note/", {"title": ""})
    assert "tm_received" not in refused.cookies
    received = client.post("/note/", TYPED)
    assert received.cookies["tm_received"].value == "%2Fnote%2F"


def test_a_refused_form_keeps_what_was_typed_in_itself(client):
    client.force_login(UserFactory())
    page = client.post("/note/", {**TYPED, "title": ""})
    assert "雨の日は特に困ります。" in page.text
    assert "入力内容をご確認ください" in page.text


def test_a_form_posted_elsewhere_is_shown_on_its_own_page(client):
    response = client.post("/items/7/comments/", {"title": "賛成", "text": "ぜひ"})
    assert response.url == "/accounts/login/?next=/items/7/"
    client.force_login(UserFactory())
    assert initial(client.get("/items/7/"))["text"] == "ぜひ"
    assert initial(client.get("/items/8/")) == {}


def test_the_words_of_one_person_are_not_shown_to_another(client):
    author, other = UserFactory.create_batch(2)
    client.force_login(author)
    mark = client.get("/note/").text.split('name="typed_by" value="')[1].split('"')[0]
    client.logout()
    client.post("/note/", {**TYPED, "typed_by": mark})
    client.force_login(other)
    assert initial(client.get("/note/")) == {}
    client.logout()
    client.post("/note/", {**TYPED, "typed_by": mark})
    client.force_login(author)
    assert initial(client.get("/note/"))["title"] == "歩道の段差"


@pytest.fixture
def strict():
    """A browser whose token has gone stale."""
    client = Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"})
    client.force_login(UserFactory())
    return client


def test_a_stale_token_leads_back_to_the_form_filled_in(strict):
    response = strict.post("/note/?from=map", TYPED)
    assert response.url == "/note/?from=map"
    page = strict.get(response.url)
    assert initial(page)["title"] == "歩道の段差"
    assert "もう一度送信してください" in texts(page)[0]


def test_a_stale_token_of_a_form_posted_elsewhere_leads_to_its_page(strict):
    assert strict.post("/items/7/comments/", TYPED).url == "/items/7/"


def test_a_stale_token_of_a_form_open_to_all_is_mended_too():
    client = Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"})
    assert client.post("/letter/", TYPED).url == "/letter/"
    assert initial(client.get("/letter/"))["title"] == "歩道の段差"


@pytest.mark.parametrize("origin", ["https://evil.example", "null", None])
def test_another_site_cannot_put_words_into_a_form(strict, origin):
    strict.defaults.pop("HTTP_ORIGIN")
    headers = {"origin": origin} if origin else {}
    response = strict.post("/note/", TYPED, headers=headers)
    assert response.status_code == 403
    assert SESSION_KEY not in strict.session


def test_a_view_that_keeps_nothing_answers_a_stale_token_with_a_page(strict):
    response = strict.post("/unkept/", TYPED)
    assert response.status_code == 403
    assert "ページの有効期限が切れました" in response.text
    assert SESSION_KEY not in strict.session


def test_a_refusal_keeps_what_was_typed_and_leads_back_to_it(client):
    client.force_login(UserFactory())
    page = client.post(
        "/closed-note/", TYPED, headers={"referer": "http://testserver/closed-note/"}
    )
    assert page.status_code == 409
    assert 'href="http://testserver/closed-note/"' in page.text
    assert initial(client.get("/closed-note/"))["title"] == "歩道の段差"


def test_a_page_without_kept_words_costs_no_query(client):
    client.force_login(UserFactory())

    with CaptureQueriesContext(connection) as captured:
        client.get("/note/")

    # The session and the account, which every page for signed-in people reads.
    assert len(captured) == 2
