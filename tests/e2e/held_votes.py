"""The people of a vote that is held here, each with their own tools, browsers and files."""

import re
from datetime import date, timedelta
from types import SimpleNamespace

import pypdfium2
import zxingcpp
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.accounts.roles import Role
from portal.demo.identity import invented_people
from tests.e2e.test_trustees import Desk
from tests.e2e.voters import CodedTown
from tests.factories.accounts import RoleGrantFactory
from tests.factories.roll import RollEntryFactory, RollFactory, listed
from tests.voting.held.test_whole_election import Tools
from voting.registrar.command import main as registrar
from voting.services.handing_over import HEADING, hand_over_roll, rows_for_registrar
from voting.services.holding import take_credentials

ONLINE = ("demo-tanabe", "demo-nguyen", "demo-nakane")
CARDS = 12


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


class PortalDesk(Desk):
    """A trustee with the offline page, who carries files between it and the portal by hand."""

    def __init__(self, browser, folder, seat, **options):
        room = SimpleNamespace(folder=folder / f"desk-{seat.number}", board=folder / "unused")
        room.board = room.folder / "to-hand-in"
        room.board.mkdir(parents=True)
        self.portal, self.election = signed_in(seat.person), seat.held_id
        super().__init__(browser, room, seat.number, **options)

    def look(self):
        """Takes all that lies on the board into the page, does what is due, hands it in."""
        answer = self.portal.get(reverse("voting:board_archive", args=[self.election]))
        archive = self.room.folder / "board.zip"
        archive.write_bytes(b"".join(answer.streaming_content))
        self.page.locator("#board-files").set_input_files([archive])
        self.lay_out()

    def lay_out(self):
        super().lay_out()
        for path in sorted(self.room.board.iterdir()):
            with path.open("rb") as file:
                address = reverse("voting:trustee_upload", args=[self.election])
                answer = self.portal.post(address, {"file": file})
            assert answer.status_code == 302, (path.name, answer.content.decode())
            path.unlink()


class Registry(Tools):
    """The registrar's computer, and the third trustee's; what is typed there is a command."""

    def make_keys(self):
        """The registrar's keys; the one to which people who register online seal theirs."""
        self.key_file = ("--secret", self.folder / "registrar", *self.passphrase)
        words = ("new", *self.key_file, "--election", self.town.held.name)
        status, said = self.said(registrar, *words)
        assert status == 0, said
        self.own_key, sealing = re.findall("[0-9a-f]{64}", said)
        return sealing

    def make_list(self):
        """Takes the roll over, makes codes for all who did not register, hands the list in."""
        election, person = self.town.election, self.town.registrar
        hand_over_roll(actor=person, election=election, now=timezone.now())
        rows = [HEADING, *rows_for_registrar(election)]
        (self.folder / "roll.csv").write_text("".join(",".join(row) + "\n" for row in rows))
        (self.folder / "out").mkdir()
        out = ("--out", self.folder / "out", "--address", "https://vote.example.jp/b")
        more = (*self.key_file, *out, "--workers", "1")
        status, said = self.said(registrar, "make", self.folder / "roll.csv", *more)
        assert status == 0, said
        encoded = (self.folder / "out/credentials.json").read_bytes()
        take_credentials(actor=person, held=self.town.held, key=self.own_key, encoded=encoded)

    def postcards(self):
        """What a telephone reads on each."""
        cards = pypdfium2.PdfDocument(self.folder / "out/postcards-0001.pdf")
        for page in cards:
            yield zxingcpp.read_barcodes(page.render(scale=3).to_pil())[0].text.split("#")[1]
        cards.close()

    def answer(self, deed, name, *more):
        """A file that the portal waits with, and what the registrar's tool makes of it."""
        portal, pk = signed_in(self.town.registrar), self.town.election.pk
        asked = self.folder / f"{name}.json"
        asked.write_bytes(portal.get(reverse(f"voting:{name}_file", args=[pk])).content)
        (self.folder / "definition.json").write_bytes(bytes(self.town.held.definition))
        known = ("--definition", self.folder / "definition.json")
        status, said = self.said(registrar, deed, asked, *self.key_file, *known, *more)
        assert status == 0, said

    def exclude(self):
        (self.folder / "answers").mkdir()
        index = ("--index", self.folder / "out/index.sealed", "--answers", self.folder / "answers")
        self.answer("exclude", "requests", *index)
        self._hand_in("registrar_answer", self.folder / "answers/answer-0001.json")

    def bind(self):
        self.answer("batches", "batches", "--out", self.folder / "bound.json")
        self._hand_in("registrar_bound", self.folder / "bound.json")

    def _hand_in(self, page, path):
        portal = signed_in(self.town.registrar)
        with path.open("rb") as file:
            answer = portal.post(
                reverse(f"voting:{page}", args=[self.town.election.pk]), {"file": file}
            )
        assert answer.status_code == 302, answer.content.decode()


class RolledTown(CodedTown):
    """`card`: the code of who votes on paper; `names`: who registers online."""

    card: str

    def __init__(self, **fields):
        super().__init__(voters=0, **fields)
        self.names: list[str] = []
        self.clerks = [RoleGrantFactory(role=Role.COUNTER_CLERK, area=None).user for _ in range(2)]
        self.auditor = RoleGrantFactory(role=Role.AUDITOR, area=None).user


def town_with_a_roll(**fields):
    """A vote that is being set up, with the people of its roll."""
    town = RolledTown(**fields)
    town.hold()
    electorate = town.election.electorates.get()
    electorate.municipality_code, electorate.ward_codes = "12100", []
    electorate.minimum_age, electorate.age_on = 15, date(2026, 4, 1)
    electorate.save()
    people = {person["sub"]: person for person in invented_people()}
    for number, sub in enumerate(ONLINE, start=101):
        listed(people[sub], electorate, voter_no=str(number))
    for number in range(1, CARDS + 2):
        RollEntryFactory(electorate=electorate, voter_no=str(number))
    town.names = [people[sub]["name"] for sub in ONLINE]
    return town


def open_registration(town, key):
    now = timezone.now()
    return RollFactory(
        election=town.election,
        size=len(ONLINE) + CARDS + 1,
        imported_at=now,
        registrar_key=key,
        registration_opens_at=now - timedelta(hours=1),
        registration_closes_at=now + timedelta(hours=1),
    )
