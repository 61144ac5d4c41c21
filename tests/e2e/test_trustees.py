"""Two offline pages and a command make a key, mix and open; both verifiers accept the record."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from zipfile import ZIP_STORED, ZipFile

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OFFLINE_PAGES, violations
from tests.voting.records import report_on
from tests.voting.trustee.test_command import PASSPHRASE, Room, quick_seals

__all__ = ["quick_seals"]


class Desk:
    """A trustee with the page, in a browser without a network; the board is a folder."""

    def __init__(self, browser, room, number, **options):
        self.room, self.number = room, number
        self.context = browser.new_context(offline=True, locale="en-GB", **options)
        self.context.set_default_timeout(20_000)
        self.asked, self.complaints = [], []
        self.open_page()

    def open_page(self):
        self.page = self.context.new_page()
        self.page.on("request", lambda request: self.asked.append(request.url.split(":")[0]))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto((OFFLINE_PAGES / "trustee.html").as_uri())

    @property
    def sealed(self):
        return self.room.folder / f"page-{self.number}"

    def said(self, text, seconds=20):
        expect(self.page.locator("[data-said]")).to_contain_text(text, timeout=1000 * seconds)

    def look(self):
        """All files of the board, to one of the two packed; what is due is done and laid out."""
        files = sorted(self.room.board.iterdir())
        if self.number == 2:
            files = [self.packed(files)]
        self.page.locator("#board-files").set_input_files(files)
        self.lay_out()

    def packed(self, files):
        """As the portal gives the board."""
        archive = self.room.folder / "board.zip"
        with ZipFile(archive, "w", ZIP_STORED) as packed:
            for file in files:
                packed.write(file, file.name)
        return archive

    def lay_out(self):
        self.settle()
        while self.page.locator("[data-keep]").count():
            self.keep()

    def keep(self):
        """One of the things that are to be kept or laid out."""
        button = self.page.locator("button[data-keep]").first
        if self.page.locator("#proved").count():
            self.page.locator("#proved").set_input_files(self.sealed)
            expect(self.page.locator("#proved")).to_have_count(0)
            return
        if button.inner_text() == "Stored.":
            button.click()
        else:
            with self.page.expect_download() as download:
                button.click()
            name = download.value.suggested_filename
            is_own = name.endswith(".sealed")
            download.value.save_as(self.sealed if is_own else self.room.board / name)
        self.settle()

    def settle(self):
        busy = self.page.locator("[aria-busy], [data-said] progress")
        expect(busy).to_have_count(0, timeout=60_000)

    def make_keys(self):
        self.look()
        self.page.locator("#number").fill(str(self.number))
        self.page.locator("#new-passphrase").fill(PASSPHRASE)
        self.page.locator("#new-passphrase-again").fill(PASSPHRASE)
        self.page.get_by_role("button", name="Make my keys").click()
        self.said("are made")
        self.lay_out()

    def again(self):
        """The page is opened anew, and goes on from the sealed file."""
        self.page.close()
        self.open_page()
        self.look()
        self.page.locator("#sealed-file").set_input_files(self.sealed)
        self.page.locator("#passphrase").fill(PASSPHRASE)
        self.page.get_by_role("button", name="Open", exact=True).click()
        expect(self.page.get_by_text(f"You are trustee {self.number}")).to_be_visible()
        self.lay_out()

    def spoken(self):
        return self.page.locator("[data-words]").inner_text().split("\n")[-1]

    def compare(self, heard):
        self.page.locator("#heard").fill(heard)
        self.page.get_by_role("button", name="Compare and go on").click()
        self.settle()

    def approve(self):
        self.look()
        self.page.get_by_role("button", name="Read the definition", exact=True).click()
        fingerprint = self.page.locator("[data-fingerprint]").inner_text()
        self.page.locator("#typed").fill(fingerprint[:8])
        self.page.get_by_role("button", name="Sign this definition").click()
        self.said("The definition is signed.")
        self.lay_out()
        return fingerprint

    def do(self, deed, said):
        self.look()
        self.page.locator(f"[data-deed={deed}]").click()
        self.settle()
        self.said(said)

    def ask_about(self, lost):
        self.page.get_by_text("If somebody is gone").click()
        self.page.locator("#lost").fill(lost)
        self.page.get_by_role("button", name="Find out").click()
        self.settle()


@pytest.fixture
def room(tmp_path, capfd):
    return Room(tmp_path / "room", capfd)


@pytest.fixture
def desks(browser, room):
    made = [Desk(browser, room, 1), Desk(browser, room, 2, viewport={"width": 390, "height": 800})]
    yield made
    for desk in made:
        desk.context.close()


def make_key(room, desks):
    """Words that differ are refused; the same ones, as another reads them, let all go on."""
    one, two = desks
    assert room.run("invite", "--election", "summer", "--trustees", 3, "--threshold", 2)[0] == 0
    for desk in desks:
        desk.make_keys()
    assert room.by(3, "new", "--number", 3)[0] == 0
    one.look()
    two.look()
    heard = one.spoken()
    assert violations(two.page) == []
    assert two.page.evaluate("document.documentElement.scrollWidth") <= 390
    two.compare("something else")
    two.said("ceremony")
    for desk, words in ((one, two.spoken()), (two, heard)):
        desk.compare(words)
        desk.said("The words are the same")
        desk.lay_out()
    for _ in range(3):
        assert room.by(3, "step", "--heard", heard)[0] in {0, 3}
        for desk in desks:
            desk.look()
    key = "The key is made. Key of the vote:"
    assert key in room.by(3, "step")[1]
    for desk in desks:
        desk.look()
        expect(desk.page.get_by_text(key)).to_be_visible()


def hold(room, desks):
    """All approve the definition; people vote; all countersign."""
    one, two = desks
    assert room.rehearse() == 3
    fingerprint = one.approve()
    assert two.approve() == fingerprint
    assert room.by(3, "approve", "--fingerprint", fingerprint[:8])[0] == 0
    assert room.rehearse() == 0
    for desk in desks:
        desk.do("countersign", "is countersigned")
        desk.lay_out()
    assert room.by(3, "countersign")[0] == 0


def mix_and_open(room, desks):
    """What is not mixed is not opened; page and command work with each other's file."""
    one, two = desks
    one.do("open", "mixers")
    one.do("mix", "Mixed.")
    one.lay_out()
    assert room.by(3, "mix")[0] == 0
    two.again()
    two.do("mix", "mixed 2 times")
    two.do("open", "The list:")
    assert not (room.board / "opening-2.tomoni").exists()
    two.lay_out()
    (room.folder / "trustee-1").write_bytes(one.sealed.read_bytes())
    assert room.by(1, "open")[0] == 0
    two.look()
    two.ask_about("1, 3")
    two.said("The 2 who are left can open it")
    assert violations(two.page) == []


def test_two_pages_and_a_command_line_hold_a_vote(room, desks, tmp_path):
    make_key(room, desks)
    hold(room, desks)
    mix_and_open(room, desks)

    record = tmp_path / "record"
    assert room.run("assemble", "--record", record, "--workers", 1)[0] == 0
    report = report_on(record.read_bytes())
    assert report.failure is None
    assert report.winners
    for desk in desks:
        assert desk.complaints == []
        assert set(desk.asked) <= {"file", "blob"}


# The dialog of the browser is answered here; the folder and all that is done in it are real.
PICKED = """() => {
    window.showDirectoryPicker = async () =>
        (await navigator.storage.getDirectory()).getDirectoryHandle("board", { create: true });
}"""
BOARD = (
    "(await (await navigator.storage.getDirectory()).getDirectoryHandle('board', {create: true}))"
)
PUT = f"""async ([name, text]) => {{
    const file = await (await {BOARD}.getFileHandle(name, {{ create: true }})).createWritable();
    await file.write(text);
    await file.close();
}}"""
ALL = f"""async () => {{
    const found = [];
    for await (const [name, handle] of {BOARD}.entries())
        found.push([name, await (await handle.getFile()).text()]);
    return found;
}}"""
REMOVE = f"async (name) => {BOARD}.removeEntry(name)"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_said):
        """Nothing."""


@contextmanager
def served_pages() -> Iterator[str]:
    """A file of its own address has no folder of the browser's, so the page is served this once."""
    handler = partial(Quiet, directory=str(OFFLINE_PAGES))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class FolderDesk(Desk):
    """A trustee whose browser reads and writes the folder; it is synchronised with the others'."""

    def open_page(self):
        self.page = self.context.new_page()
        self.page.add_init_script(f"({PICKED})()")
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.context.set_offline(False)
        with served_pages() as address:
            self.page.goto(f"{address}/trustee.html")
        self.context.set_offline(True)

    def look(self):
        for file in self.room.board.iterdir():
            self.page.evaluate(PUT, [file.name, file.read_text()])
        self.page.get_by_role("button", name=re.compile("Open a folder|Read the folder")).click()
        self.lay_out()

    def lay_out(self):
        self.settle()
        while self.page.locator("[data-keep]").count():
            put = self.page.get_by_role("button", name="Put them into the folder")
            if put.count():
                put.click()
                self.settle()
                if put.count():  # refused
                    break
            else:
                self.keep()
        for name, text in filter(all, self.page.evaluate(ALL)):
            (self.room.board / name).write_text(text)


def test_a_trustee_works_in_a_folder_that_the_browser_opened(browser, room):
    desk = FolderDesk(browser, room, 1)
    assert room.run("invite", "--election", "summer", "--trustees", 2, "--threshold", 2)[0] == 0
    desk.page.evaluate(PUT, ["keys-2.json", ""])  # another computer is just writing it
    desk.make_keys()
    assert room.by(2, "new", "--number", 2)[0] == 0
    desk.look()
    heard = desk.spoken()
    desk.page.evaluate(PUT, ["commitment-1-1.json", "{}"])
    desk.compare(heard)
    desk.lay_out()
    desk.said("Something else lies there as commitment-1-1.json already.")
    assert violations(desk.page) == []
    desk.page.evaluate(REMOVE, "commitment-1-1.json")
    desk.lay_out()
    for _ in range(3):
        assert room.by(2, "step", "--heard", heard)[0] in {0, 3}
        desk.look()
    key = "The key is made. Key of the vote:"
    assert key in room.by(2, "step")[1]
    desk.look()
    expect(desk.page.get_by_text(key)).to_be_visible()
    assert desk.complaints == []
    desk.context.close()
