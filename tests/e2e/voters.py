"""Voters with codes of postcards, for journeys through the page of casting."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, Request, expect

from portal import settings
from tests.e2e.conftest import violations
from tests.factories.held import DRAW, Town
from voting.crypto.credentials import draw_code, read_code, signing_key
from voting.crypto.groups.ristretto import RISTRETTO255
from voting.models import Election
from voting.services.clock import change_due_votes

SAID = re.compile(r'\{\s*ja: "((?:[^"\\]|\\.)*)",\s*en: "((?:[^"\\]|\\.)*)"')
PAIRS = SAID.findall((Path(settings.BASE_DIR) / "frontend/casting/words.js").read_text())


def in_english(said: str) -> str:
    """What the page of casting says, as it says it in English."""
    for ja, en in PAIRS:
        pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(ja))
        if found := re.fullmatch(pattern, said):
            return re.sub(r"\{(\w+)\}", lambda place: found[place[1]], en)
    raise LookupError(said)


class CodedTown(Town):
    """An election whose voters came by codes."""

    codes: list[str]


def town_with_codes(*, voters=2, **fields) -> CodedTown:
    """An open vote whose `codes` are those of its `keys`, in order."""
    town = CodedTown(voters=0, **fields)
    town.hold()
    town.codes = [draw_code(DRAW) for _ in range(voters)]
    name = town.held.name.encode()
    town.keys = [signing_key(RISTRETTO255, read_code(code), name) for code in town.codes]
    town.list_voters().freeze()
    change_due_votes()
    return town


def register_online(page: Page, election: Election, prefix: str, name: str = "田辺 美和") -> str:
    """Prove oneself, keep the code, type its end wrong and right, register; the code."""
    # The first page of a process that has just begun.
    page.goto(f"{prefix}/votes/{election.pk}/register/", timeout=60_000)
    assert violations(page) == []
    page.locator("form[action*='/register/identity/'] button").click()
    page.get_by_role("button", name=name).click()
    shown = page.locator("[data-code]")
    shown.wait_for(state="visible", timeout=30_000)
    code = shown.inner_text()
    assert violations(page) == []
    end, submit = page.locator("#code-end"), page.locator("[data-made] button[type=submit]")
    end.fill("000000")
    submit.click()
    page.locator("[data-differs]").wait_for(state="visible")
    end.fill(code.replace("-", "")[-6:].lower())
    submit.click()
    page.wait_for_url(re.compile(r"/register/done/"))
    assert violations(page) == []
    return code


class Booth:
    """One tab on the page of casting; `sent` is all that it sent, body and address."""

    def __init__(
        self, page: Page, town: CodedTown, *, language: str = "ja", way: str = "cast"
    ) -> None:
        self.page, self.town, self.language = page, town, language
        self.sent: list[str] = []
        page.on("request", self._note)
        prefix = "" if language == "ja" else "/en"
        self.address = f"{prefix}/votes/{town.election.pk}/{way}/"

    def _note(self, request: Request) -> None:
        self.sent.append(f"{request.url} {request.post_data or ''} {request.headers}")

    @property
    def place(self) -> Locator:
        return self.page.locator("[data-casting]")

    def said(self, text: str) -> str:
        return text if self.language == "ja" else in_english(text)

    def button(self, name: str) -> Locator:
        return self.place.get_by_role("button", name=self.said(name), exact=True)

    def heading(self, text: str) -> None:
        heading = self.place.get_by_role("heading", level=2)
        expect(heading).to_have_text(self.said(text), timeout=30_000)

    def scan(self, voter: int) -> None:
        """As the QR code of the postcard leads: a new load, even where only the code differs."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.address}#{self.town.codes[voter]}")
        self.button("投票を始める").click()

    def enter(self, typed: str) -> None:
        self.page.goto(self.address)
        self.page.get_by_label("投票のコード").fill(typed)
        self.page.get_by_label("投票のコード").press("Enter")

    def pick(self, *options: int) -> None:
        self.heading("選んでください")
        for option in options:
            name = re.compile(rf"公園のベンチ{option}(?!\d)")
            self.page.get_by_role("checkbox", name=name).check()

    def commit(self) -> str:
        """From the options to the choice between casting and challenging; the tracker shown."""
        self.button("内容を確かめる").click()
        self.button("暗号にする").click()
        self.heading("暗号にしました。投じるか、確かめるかを選んでください")
        return self.tracker()

    def tracker(self) -> str:
        return self.place.locator("code").first.inner_text().replace(" ", "")

    def cast(self) -> None:
        self.button("この票を投じる").click()
