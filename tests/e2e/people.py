"""Somebody at a browser of their own: follows links, fills in forms, presses buttons, reads."""

import os
import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, Self

from django.conf import settings
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext, override
from playwright.sync_api import BrowserContext, Locator, Page, expect

from portal.accounts.models import User
from portal.lifecycle.names import PHASE_TEXTS
from portal.lifecycle.phases import Phase
from tests.e2e.conftest import violations

PICTURES = os.environ.get("PICTURES")
PHONE, DESK = 390, 1280
# A machine may be busy; who waits this long (in milliseconds) waits in vain.
PATIENCE = 30_000
# What is written in Japanese outside an element that says so: on a page in English, a mistake.
JAPANESE = r"""() => {
    const japanese = /[\u3040-\u30ff\u3400-\u9fff]/;
    const said = element => element.closest("[lang]").lang === "ja";
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const parent = walker.currentNode.parentElement;
        if (parent.matches("script, style") || said(parent)) continue;
        if (japanese.test(walker.currentNode.data)) found.push(walker.currentNode.data.trim());
    }
    for (const name of ["alt", "aria-label", "title", "placeholder"])
        for (const element of document.querySelectorAll(`[${name}]`))
            if (japanese.test(element.getAttribute(name)) && !said(element))
                found.push(`${name}: ${element.getAttribute(name)}`);
    return found;
}"""


def sign_in(context: BrowserContext, user: User, url: str) -> None:
    client = Client()
    client.force_login(user)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": url}])


class Person:
    """A reader of the portal in one language, signed in or a stranger.

    What the portal says is named by its Japanese text and looked for in the reader's language;
    what people wrote is looked for as it stands. Fields are named as in their forms.
    """

    def __init__(
        self,
        new_context: Callable[..., BrowserContext],
        url: str,
        language: str,
        user: User | None = None,
        width: int = DESK,
    ) -> None:
        context = new_context(language=language, width=width)
        if user:
            sign_in(context, user, url)
        self.user, self.language, self.width = user, language, width
        self.page: Page = context.new_page()

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def words(self, text: str, **facts: object) -> str:
        """What the portal says, in the language of this reader."""
        with override(self.language):
            return gettext(text) % facts if facts else gettext(text)

    def name_of(self, thing: Any) -> str:
        """What something with a name in both languages is called to this reader."""
        with override(self.language):
            return str(getattr(thing, "shown_name", None) or thing.name)

    def visit(self, name: str, *args: object, query: str = "") -> Self:
        with override(self.language):
            self.page.goto(reverse(name, args=args) + query)
        return self

    def follow(self, text: str, about: str = "", **facts: object) -> Self:
        """Follow a link of the page, found by what it says (and what it is about)."""
        self._named("link", text, about, **facts).click()
        return self

    def follow_text(self, text: str) -> Self:
        """Follow the first link that says what somebody wrote."""
        self.main.get_by_role("link", name=text).first.click()
        expect(self.main.get_by_role("heading", level=1)).to_contain_text(text)
        return self

    def press(self, text: str, about: str = "", **facts: object) -> Self:
        self._named("button", text, about, **facts).click()
        return self

    def _named(self, role: Any, text: str, about: str, **facts: object) -> Locator:
        begins = re.escape(self.words(text, **facts))
        return self.main.get_by_role(role, name=re.compile(f"^{begins}.*{re.escape(about)}"))

    def fill(self, **fields: Any) -> Self:
        for name, value in fields.items():
            control = self.main.locator(f"form [name='{name}']")
            for one in value if isinstance(value, list) else [value]:
                self._set(control, one)
        return self

    def _set(self, control: Locator, value: Any) -> None:
        match control.first.evaluate("control => control.type"):
            case "radio" | "checkbox":
                control.and_(self.page.locator(f"[value='{_typed(value)}']")).check()
            case "select-one":
                control.select_option(value=_typed(value))
            case "file":
                control.set_input_files(value)
            case _:
                control.fill(_typed(value))

    def reads(self, text: str, **facts: object) -> Self:
        """The portal says this."""
        return self.sees(self.words(text, **facts))

    def sees(self, *texts: str) -> Self:
        """All of it stands on the page, and a page in English says nothing in Japanese."""
        for text in texts:
            said = self.main.get_by_text(text).filter(visible=True).first
            expect(said).to_be_visible(timeout=PATIENCE)
        if self.language != "ja":
            found = self.said_in_japanese()
            assert found == [], (self.page.url, found)
        return self

    def said_in_japanese(self) -> list[str]:
        found: list[str] = self.page.evaluate(JAPANESE)
        return found

    def stands_at(self, phase: Phase) -> Self:
        """The step bar shows ten steps, and that the item is at this one."""
        bar = self.main.locator(".tm-steps")
        expect(bar.locator(".tm-steps__row > li")).to_have_count(len(Phase))
        here = bar.locator("[aria-current=step]").filter(visible=True)
        expect(here).to_have_count(1)
        with override(self.language):
            expect(here).to_contain_text(str(PHASE_TEXTS[phase].name))
        return self

    def goes_on_to(self, kind: str, title: str, *, part: int = 0) -> Self:
        """Follow the path to a neighbour of this kind and title (the first of several)."""
        node = self.main.locator(".tm-path .tm-path__node").filter(has_text=self.words(kind))
        node.get_by_role("link", name=title).nth(part).click()
        expect(self.main.locator(".tm-path [aria-current=page]")).to_contain_text(self.words(kind))
        return self

    def finds_no_barrier(self) -> Self:
        assert violations(self.page) == []
        return self

    def takes_pictures(self, name: str) -> Self:
        """The page holds on a phone and at a desk. For eyes: PICTURES=/some/folder keeps it."""
        for width in (PHONE, DESK):
            self.page.set_viewport_size({"width": width, "height": 900})
            assert self.page.evaluate("document.documentElement.scrollWidth") <= width, name
            if PICTURES:
                self.page.screenshot(
                    path=str(Path(PICTURES) / f"{self.language}-{name}-{width}.png"),
                    full_page=True,
                )
        self.page.set_viewport_size({"width": self.width, "height": 900})
        return self


def _typed(value: Any) -> str:
    """A value as a person types or chooses it."""
    match value:
        case Model():
            return str(value.pk)
        case datetime():
            return value.strftime("%Y-%m-%dT%H:%M")
        case date():
            return value.isoformat()
    return str(value)
