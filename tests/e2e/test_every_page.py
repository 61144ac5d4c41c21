"""Every page of the portal, by the map of its addresses, over the demo city: nobody is shut out.

`make test` looks at each page once in each language, at 320 and 1280 px in turn; `make test-full`
at both widths. tests/e2e/site/visits.py says how each address is visited.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db.models import F
from django.test import Client, override_settings
from django.urls import resolve
from django.utils import timezone
from django.utils.translation import override
from playwright.sync_api import Browser, BrowserContext, Page

from portal.accounts.models import Organisation, User
from portal.common.languages import in_language
from portal.demo.services import empty_everything, fill_demo_city
from portal.lifecycle.models import Cycle
from portal.registers.models import Area, AreaKind
from reviews.models import Indicator
from tests.e2e.conftest import Complaints, open_context, violations
from tests.e2e.site import checks
from tests.e2e.site.readers import ADMINISTRATOR, STRANGER, VISITOR, session_of
from tests.e2e.site.scene import The, add_waiting_deeds
from tests.e2e.site.visits import (
    DEEDS,
    ELSEWHERE,
    FILES,
    JUMPS,
    VISITS,
    Visit,
    arguments_of,
    every_name,
)
from tests.servers import serving
from voting.models import Election

WIDTHS = (320, 1280)
# A city for each worker: one has the pages in Japanese and what is no page, the other English.
GROUPS = {each: pytest.mark.xdist_group(f"every page, {each}") for each in ("ja", "en")}
PICTURES = os.environ.get("PICTURES")
# Chromium reports the status of a form's answer as if it were a failure.
UNPROCESSABLE = re.compile("status of 422")


@pytest.fixture(scope="module")
def db(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[None]:
    """Instead of a database for each test: one city, filled for this module, removed at its end."""
    settings = override_settings(
        DEMO=True,
        MEDIA_ROOT=tmp_path_factory.mktemp("media"),
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    )
    with settings, django_db_blocker.unblock():
        try:
            fill_demo_city(today=timezone.localdate())
            add_waiting_deeds()
            yield
        finally:
            empty_everything()


@pytest.fixture(scope="module")
def portal(db) -> Iterator[str]:
    with serving() as host:
        yield f"http://{host}"


@dataclass
class Window:
    """One page of one browser, so that its cache serves all; the reader changes by the cookie."""

    context: BrowserContext
    page: Page
    complaints: Complaints
    sessions: dict[object, str] = field(default_factory=dict)

    def sit(self, reader: str | The) -> None:
        self.context.clear_cookies()
        if reader == VISITOR:
            return
        who = reader.found() if isinstance(reader, The) else reader
        if who not in self.sessions:
            self.sessions[who] = session_of(who)
        self.context.add_cookies(
            [{"name": "sessionid", "value": self.sessions[who], "url": self.complaints.ours[0]}]
        )


@pytest.fixture(scope="module")
def window(browser: Browser, portal: str) -> Iterator[Window]:
    complaints = Complaints(portal)
    context = open_context(browser, complaints)
    yield Window(context, context.new_page(), complaints)
    context.close()


def looks() -> Iterator[object]:
    """Each page in each language; at the other width only in the full matrix."""
    for number, visit in enumerate(VISITS):
        for turn, (language, group) in enumerate(GROUPS.items()):
            for width in WIDTHS:
                in_turn = width == WIDTHS[(number + turn) % 2]
                marks = [group] if in_turn else [group, pytest.mark.full]
                name = f"{visit}-{language}-{width}"
                yield pytest.param(visit, language, width, id=name, marks=marks)


@GROUPS["ja"]
def test_every_address_says_how_it_is_visited():
    pages = {visit.name for visit in VISITS}
    others = DEEDS | {visit.name for visit in JUMPS} | {visit.name for visit, _type in FILES}
    named = set(every_name()) - ELSEWHERE
    for name in named - pages - others:
        pytest.fail(
            f"The address {name!r} is new: say in tests/e2e/site/visits.py how its page is "
            "visited (VISITS), or why it is no page (DEEDS, JUMPS, FILES).",
            pytrace=False,
        )
    assert pages | others == named
    assert not pages & others


@pytest.mark.parametrize(("visit", "language", "width"), [*looks()])
def test_a_page_shuts_nobody_out(window, visit: Visit, language, width):
    page = window.page
    page.set_viewport_size({"width": width, "height": 900})
    window.sit(visit.reader)
    with override(language):
        answer = page.goto(visit.address())
        address = urlsplit(page.url)
        shown = resolve(address.path).view_name

    assert (answer.status, shown) == (200, visit.name), page.url
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("h1").count() == 1
    assert page.title().partition("|")[0].strip()
    other = {"ja": "en", "en": "ja"}[language]
    here = address.path + (f"?{address.query}" if address.query else "")
    assert page.locator("a.tm-switch").get_attribute("href") == in_language(here, other)
    picture(page, f"{visit}-{language}-{width}")
    found = findings(page, language)
    if width == WIDTHS[0] and page.evaluate(checks.EMPTIED):
        found += findings_of_errors(page, language)
        picture(page, f"{visit}-{language}-{width}-errors")
    page.evaluate("localStorage.clear()")
    found += [said for said in window.complaints if not UNPROCESSABLE.search(said)]
    window.complaints.clear()
    assert found == []


def findings(page: Page, language: str) -> list[str]:
    wide = checks.sideways(page)
    strays = page.evaluate(checks.STRAYS, [language, proper_names()])
    return (
        violations(page)
        + [f"{wide} px too wide"] * bool(wide)
        + [f"not in {language}, and does not say so: {text}" for text in strays]
    )


@cache
def proper_names() -> list[str]:
    """Names of people, organisations and votes elsewhere, and units: one in any language.

    WCAG 2.2, 3.1.2 asks no mark of proper names and technical terms.
    """
    names = {
        *Indicator.objects.values_list("unit", flat=True),
        *User.objects.values_list("display_name", flat=True),
        *Organisation.objects.values_list("name", flat=True),
    }
    names.update(Area.objects.filter(kind=AreaKind.ELSEWHERE).values_list("name_en", flat=True))
    for model in (Cycle, Election):
        names.update(model.objects.filter(name_en=F("name_ja")).values_list("name_ja", flat=True))
    return sorted(names, key=len, reverse=True)


def findings_of_errors(page: Page, language: str) -> list[str]:
    """Send the form with nothing in it: the errors are summed up, and lead to their fields."""
    with page.expect_navigation():
        page.locator("form[data-emptied] :is(button, input)[type=submit]").first.click()
    if page.locator(".tm-error-summary a").count() == 0:
        return ["the errors of an empty form are not summed up"]
    loose = page.evaluate(checks.LOOSE_ENDS)
    return [f"leads to no invalid field: {text}" for text in loose] + findings(page, language)


def picture(page: Page, name: str) -> None:
    """For eyes: PICTURES=/some/folder keeps what was seen."""
    if PICTURES:
        slug = re.sub(r"\W+", "-", name)
        page.screenshot(path=str(Path(PICTURES) / f"{slug}.png"), full_page=True)


def asked(visit: Visit):
    """The answer to a plain request, without a browser."""
    # The demo is for this machine alone; allauth gives a script other answers than a person.
    client = Client(headers={"host": "localhost", "x-requested-with": "XMLHttpRequest"})
    if visit.reader != VISITOR:
        client.cookies["sessionid"] = session_of(visit.reader)
    return client.get(visit.address())


# Shown to anyone with an account, with nothing of others on it.
FOR_EVERYONE_SIGNED_IN = {
    "accounts:close_account",
    "accounts:download_my_data",
    "accounts:edit_profile",
    "accounts:my_organisations",
    "accounts:terms",
    "accounts:my_data",
    "accounts:register_organisation",
    "deliberation:map_forget",
    "deliberation:reply",
    "deliberation:report",
    "deliberation:statement_add",
    "evidence:request",
    "notices:following",
    "notices:inbox",
    "notices:my_page",
    "notices:record",
    "notices:settings",
    "opendata:reuse_new",
    "proposals:drafts",
    "proposals:proposal_new",
    "proposals:report_new",
    "reviews:ask",
    "reviews:bulk",
    "reviews:bulk_template",
    "usersessions_list",
    "voting:prepare_choice",
}
FOR_EVERYONE = {"reviews:annual_list", "voting:paper_audit"}
FOR_ONE_OF_ALL = re.compile("mfa_|account_")


@GROUPS["ja"]
@pytest.mark.parametrize("stranger", [VISITOR, STRANGER])
def test_who_is_no_party_to_a_page_is_not_shown_it(portal, stranger):
    """Every page and file that has a reader of its own, asked for by its very address."""
    private = [visit for visit in (*VISITS, *(file for file, _type in FILES)) if visit.reader]
    public = {visit.name for visit in (*VISITS, *(f for f, _type in FILES)) if not visit.reader}
    shown = set()
    for visit in private:
        if visit.name in public or FOR_ONE_OF_ALL.match(visit.name):
            continue
        answer = asked(replace(visit, reader=stranger))
        if answer.status_code == 200:
            shown.add(visit.name)
        answer.close()
    signed_in = FOR_EVERYONE_SIGNED_IN if stranger else set()
    assert shown == (FOR_EVERYONE | signed_in) & {visit.name for visit in private}


@GROUPS["ja"]
@pytest.mark.parametrize("name", sorted(DEEDS))
def test_a_deed_is_no_page(portal, name):
    answer = asked(Visit(name, ADMINISTRATOR, arguments_of(name)))
    assert answer.status_code == 405


@GROUPS["ja"]
@pytest.mark.parametrize("visit", JUMPS, ids=str)
def test_a_jump_leads_elsewhere(portal, visit):
    answer = asked(visit)
    assert answer.status_code == 302
    assert answer["Location"] != visit.address()


@GROUPS["ja"]
@pytest.mark.parametrize(("visit", "kind"), FILES, ids=str)
def test_a_file_is_of_its_type(portal, visit, kind):
    answer = asked(visit)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith(kind)
    answer.close()
