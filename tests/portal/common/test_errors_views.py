"""Each page for what went wrong: its status, its words in both languages, and a way on."""

import pytest
from allauth.core.internal.ratelimit import respond_429
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.usefixtures("sample_site")

PAGES = {
    "bad": (400, "送られた内容を読み取れませんでした", "What was sent could not be read"),
    "forbidden": (403, "このページを見る権限がありません", "You may not see this page"),
    "missing": (404, "ページが見つかりません", "The page was not found"),
    "closed": (409, "いまはできません", "This cannot be done now"),
    "too-many": (429, "少し時間をおいてお試しください", "Please try again a little later"),
    "broken": (500, "うまく動きませんでした", "Something went wrong"),
}


@pytest.fixture
def reader():
    """Someone who sees the page that a real server would show."""
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_what_happened_in_both_languages(reader, page):
    status, japanese, english = PAGES[page]
    response = reader.get(f"/{page}/")
    assert response.status_code == status
    assert f"<h1>{japanese}</h1>" in response.text
    assert '<html lang="ja">' in response.text
    response = reader.get(f"/en/{page}/")
    assert response.status_code == status
    assert f"<h1>{english}</h1>" in response.text
    assert '<html lang="en">' in response.text


@pytest.mark.parametrize("page", PAGES)
def test_a_page_offers_a_way_on(reader, page):
    assert 'href="/"' in reader.get(f"/{page}/").text


def test_the_refusal_of_a_rule_is_shown_with_the_way_back(reader):
    response = reader.get("/closed/", headers={"referer": "http://testserver/reports/?ward=2"})
    assert "受付は12月1日からです。" in response.text
    assert 'href="http://testserver/reports/?ward=2"' in response.text


def test_a_refusal_of_the_person_is_403(reader):
    response = reader.get("/not-for-you/")
    assert response.status_code == 403
    assert "この提案を直せるのは、書いた人だけです。" in response.text


@pytest.mark.parametrize(
    "before",
    ["https://evil.example/", "javascript:alert(1)", "http://testserver/closed/", ""],
)
def test_the_way_back_leads_only_to_another_page_of_ours(reader, before):
    response = reader.get("/closed/", headers={"referer": before})
    assert "前のページに戻る" not in response.text


def test_who_is_not_signed_in_is_offered_to_sign_in(reader):
    assert "/accounts/login/?next=/forbidden/" in reader.get("/forbidden/").text


def test_the_page_for_a_fault_asks_nothing_of_the_database(reader):
    with CaptureQueriesContext(connection) as queries:
        assert reader.get("/broken/").status_code == 500
    assert len(queries) == 0


@pytest.mark.parametrize("page", PAGES)
def test_error_pages_carry_nothing_inline(reader, page):
    text = reader.get(f"/{page}/").text
    assert "<style" not in text
    assert " style=" not in text
    assert " onclick=" not in text


def test_who_signs_in_too_often_sees_our_page(rf):
    request = rf.get("/accounts/login/")
    request.user = AnonymousUser()
    response = respond_429(request)
    assert response.status_code == 429
    assert "少し時間をおいてお試しください" in response.text
