"""Every page that a visitor of the demo can reach answers, in both languages, with something."""

import re
from collections import Counter
from html import unescape

import pytest
from django.urls import resolve, reverse
from django.utils.translation import override

from portal.common.languages import in_language
from portal.lifecycle.models import Item

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("city"),
    pytest.mark.xdist_group("demo city"),
]

LINK = re.compile(r'<a\b[^>]*?\bhref="(/[^"#]*)')
# Of one kind of page, this many are looked at; of the items, each.
OF_A_KIND = 4
# What belongs to one's own account asks to sign in; files are files.
NOT_PAGES = re.compile(r"^/(static|media|accounts|i18n)/|^/en/accounts/")


def walk(client, language):
    """Follow the links from the first page, a few pages of each kind, in one language."""
    with override(language):
        start = reverse("home")
    seen, waiting, kinds = {start}, [start], Counter()
    while waiting:
        url = waiting.pop(0)
        answer = client.get(url)
        yield url, answer
        if not answer.get("Content-Type", "").startswith("text/html"):
            for _part in answer:  # a file that was opened is closed at its end
                pass
            continue
        for link in map(unescape, LINK.findall(answer.content.decode())):
            if link in seen or NOT_PAGES.search(link) or in_language(link, language) != link:
                continue
            seen.add(link)
            with override(language):
                kind = (resolve(link.partition("?")[0]).view_name, "?" in link)
            if kinds[kind] < OF_A_KIND:
                kinds[kind] += 1
                waiting.append(link)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_link_of_a_visitor_leads_to_a_page_with_something_on_it(client, language):
    visited = 0
    for url, answer in walk(client, language):
        visited += 1
        if answer.status_code == 302:
            assert "/accounts/login/" in answer["Location"], url
            continue
        assert answer.status_code == 200, url
        if "?" not in url and answer["Content-Type"].startswith("text/html"):
            assert 'class="tm-empty"' not in answer.content.decode(), url
    assert visited > 40


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_public_item_has_its_page(client, language):
    with override(language):
        for item in Item.objects.public().filter(cycle__source=""):
            url = item.get_absolute_url()
            assert client.get(url).status_code == 200, url


def test_every_report_and_project_has_its_whole_path(client):
    for item in Item.objects.public().filter(kind__in=["report", "project"]):
        assert client.get(reverse("lifecycle:path", args=[item.pk])).status_code == 200


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_first_page_tells_of_all_three_kinds_of_outcome(client, language):
    with override(language):
        answer = client.get(reverse("home"))
    assert [len(group.news) for group in answer.context["groups"]] == [3, 3, 3]
    assert len(answer.context["cards"]) == 3
    assert answer.context["doors"]
