"""The frame of every page, and the pages that tell about the portal."""

import pytest
from django.urls import reverse
from django.utils.html import conditional_escape

from portal.accounts.names import TERMS_CHANGES
from portal.accounts.retention import RETENTION
from portal.accounts.terms import VERSIONS
from portal.common import navigation
from portal.common.languages import in_language

PAGES = ["about", "how_it_works", "accessibility", "privacy", "terms", "help"]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_about_the_portal_is_open_to_all(client, db, name, language):
    response = client.get(in_language(reverse(name), language))
    assert response.status_code == 200
    assert response.text.count("<h1>") == 1


def test_a_reader_is_given_no_cookie(client, db):
    assert client.get("/about/").cookies == {}


def test_the_other_language_is_the_same_page_with_its_query(client, db):
    japanese = client.get("/help/?q=1&page=2")
    assert 'href="/en/help/?q=1&amp;page=2" hreflang="en" lang="en"' in japanese.text
    english = client.get("/en/help/?q=1")
    assert 'href="/help/?q=1" hreflang="ja" lang="ja"' in english.text


def test_help_is_the_first_link_at_the_foot_of_every_page(client, db):
    for path in ("/about/", "/accounts/login/", "/nowhere/"):
        foot = client.get(path).text.split("<footer")[1]
        assert foot.index('href="/help/"') < foot.index('href="/about/"')


def test_the_current_room_is_marked(client, db):
    entries = navigation.entries(navigation.FOOT, path="/en/about/how-it-works/")
    assert [str(entry.label) for entry in entries if entry.is_current] == [
        "ともにについて",
        "10段階の進み方",
    ]


def test_furigana_are_off_until_asked_for(client, db):
    assert "<rt>" not in client.get("/about/").text.split("<main")[1]


def test_furigana_stay_on_in_this_browser(client, db):
    response = client.post("/preferences/furigana/", {"furigana": "on", "next": "/about/?a=1"})
    assert response.url == "/about/?a=1"
    page = client.get("/about/")
    assert "<rt>ちいき</rt>" in page.text
    assert 'aria-pressed="true"' in page.text
    assert "Cookie" in page["Vary"]
    client.post("/preferences/furigana/", {"furigana": "off", "next": "/about/"})
    assert "<rt>" not in client.get("/about/").text.split("<main")[1]


@pytest.mark.parametrize(
    "next_page", ["https://evil.example/", "//evil.example", "javascript:x", ""]
)
def test_the_switch_leads_to_no_other_site(client, db, next_page):
    response = client.post("/preferences/furigana/", {"furigana": "on", "next": next_page})
    assert response.url == "/"


def test_the_switch_is_no_link(client, db):
    assert client.get("/preferences/furigana/").status_code == 405


def test_titles_and_labels_carry_no_furigana(client, db):
    client.cookies["furigana"] = "on"
    page = client.get("/accounts/login/").text
    assert "<rt>" not in page.split("</title>")[0]
    for label in page.split("<label")[1:]:
        assert "<rt>" not in label.split("</label>")[0]


def test_the_privacy_page_shows_every_row_of_the_table(client, db):
    page = client.get("/privacy/").text
    for row in RETENTION.values():
        assert conditional_escape(row.what) in page
        assert conditional_escape(row.term) in page


def test_the_terms_tell_their_version_and_what_changed(client, db):
    page = client.get("/terms/").text
    for version in VERSIONS:
        assert version.name in page
        assert str(TERMS_CHANGES[version.name]) in page


def test_the_gallery_is_not_there_in_production(client, db):
    assert client.get("/components/").status_code == 404


# The first page is where the switch is pressed first.
READ_WITH_FURIGANA = (
    "home",
    "lifecycle:cycles",
    "deliberation:threads",
    "voting:elections",
    "help",
)


@pytest.mark.parametrize("page", READ_WITH_FURIGANA)
def test_what_is_read_first_has_furigana_once_they_are_on(client, db, page):
    client.cookies["furigana"] = "on"

    assert "<rt>" in client.get(reverse(page)).text.split("<main")[1]
