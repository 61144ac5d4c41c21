"""Voters with codes of postcards, for journeys through the page of casting."""

from playwright.sync_api import Locator, Page, Request, expect

from tests.factories.held import DRAW, Town
from voting.crypto.credentials import draw_code, read_code, signing_key
from voting.crypto.groups.ristretto import RISTRETTO255
from voting.services.clock import change_due_votes


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


class Booth:
    """One tab on the page of casting; `sent` is all that it sent, body and address."""

    def __init__(
        self, page: Page, town: CodedTown, *, language: str = "ja", way: str = "cast"
    ) -> None:
        self.page, self.town = page, town
        self.sent: list[str] = []
        page.on("request", self._note)
        prefix = "" if language == "ja" else "/en"
        self.address = f"{prefix}/votes/{town.election.pk}/{way}/"

    def _note(self, request: Request) -> None:
        self.sent.append(f"{request.url} {request.post_data or ''} {request.headers}")

    @property
    def place(self) -> Locator:
        return self.page.locator("[data-casting]")

    def button(self, name: str) -> Locator:
        return self.place.get_by_role("button", name=name, exact=True)

    def heading(self, text: str) -> None:
        expect(self.place.get_by_role("heading", level=2)).to_have_text(text, timeout=30_000)

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
            self.page.get_by_role("checkbox", name=f"公園のベンチ{option} ").check()

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
