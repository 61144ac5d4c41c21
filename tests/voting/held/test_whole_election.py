"""A whole election over HTTP: the registrar's tool, three trustees by command, voters, a monitor.

Nothing is stood in for but the people: the tools talk to a served portal, as they would at home.
"""

import json
import re
import time
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pypdfium2
import pytest
import zxingcpp

from portal.accounts.roles import Role
from portal.jobs.services import do_once
from tests.factories.accounts import RoleGrantFactory
from tests.factories.held import DRAW, Refusal, Town
from tests.servers import serving
from voting.crypto.credentials import read_code, signing_key
from voting.crypto.groups.ristretto import RISTRETTO255
from voting.models import BallotGroup, BoardFile
from voting.monitor.command import main as monitor
from voting.registrar.command import main as registrar
from voting.rehearse.device import Device
from voting.services.certifying import certify_result
from voting.services.clock import change_due_votes
from voting.services.freezing import define_vote
from voting.services.holding import renew_address, take_credentials
from voting.services.log import append_signed_entry, sequence
from voting.states import ElectionState
from voting.tools import sealed
from voting.trustee.command import main as trustee
from voting.verify.__main__ import main as verify

ROLL = "entry,electorate,ward,age\n" + "".join(f"{n},residents,北区,30-49\n" for n in range(1, 6))


@pytest.fixture(autouse=True)
def quick_seals():
    before, sealed.new_seal.__defaults__ = sealed.new_seal.__defaults__, (sealed.COSTS[0],)
    yield
    sealed.new_seal.__defaults__ = before


class Tools:
    """The command line tools of all parties, each with its own files, around a served portal."""

    def __init__(self, town, host, folder, capfd):
        self.town, self.host, self.folder, self.capfd = town, f"http://{host}", folder, capfd
        (folder / "passphrase").write_text("correct horse battery")
        self.passphrase = ("--passphrase-file", str(folder / "passphrase"), "--lang", "en")
        self.boards = {
            seat.number: f"{self.public}/{renew_address(actor=seat.person, seat=seat)}"
            for seat in town.held.seats.select_related("person", "held__election")
        }

    @property
    def public(self):
        return f"{self.host}/boards/{self.town.held.name}"

    def said(self, main, *words):
        self.capfd.readouterr()
        status = main([str(word) for word in words])
        told = self.capfd.readouterr()
        return status, told.out + told.err

    def by(self, i, deed, *more, expect=(0,)):
        secret = ("--secret", self.folder / f"trustee-{i}")
        workers = ("--workers", "1") if deed in {"countersign", "mix", "open"} else ()
        words = (deed, self.boards[i], *secret, *self.passphrase, *workers, *more)
        status, said = self.said(trustee, *words)
        assert status in expect, said
        return said

    def make_key(self):
        for i in self.boards:
            self.by(i, "new", "--number", i)
        said = self.by(1, "step", "--heard", "something else", expect=(1,)).splitlines()
        heard = said[next(n for n, line in enumerate(said) if "Compare" in line) + 1]
        for i in (1, 2, 3) * 3:
            self.by(i, "step", "--heard", heard, expect=(0, 3))

    def make_list(self):
        """The registrar's key and list, handed over; the codes stand on the postcards alone."""
        (self.folder / "roll.csv").write_text(ROLL)
        self.key_file = ("--secret", self.folder / "registrar", *self.passphrase)
        words = ("new", *self.key_file, "--election", self.town.held.name)
        status, said = self.said(registrar, *words)
        assert status == 0, said
        key = re.search(r"Public key: ([0-9a-f]{64})", said)[1]
        (self.folder / "out").mkdir()
        out = ("--out", self.folder / "out", "--address", "https://vote.example.jp/b")
        status, said = self.said(
            registrar, "make", self.folder / "roll.csv", *self.key_file, *out, "--workers", "1"
        )
        assert status == 0, said
        encoded = (self.folder / "out/credentials.json").read_bytes()
        take_credentials(actor=self.town.registrar, held=self.town.held, key=key, encoded=encoded)

    def codes(self):
        cards = pypdfium2.PdfDocument(self.folder / "out/postcards-0001.pdf")
        for page in cards:
            picture = page.render(scale=3).to_pil()
            yield read_code(zxingcpp.read_barcodes(picture)[0].text.split("#")[1])
        cards.close()

    def ask(self, name, document):
        address = f"{self.host}/casting/{self.town.held.fingerprint}/{name}"
        asked = Request(address, json.dumps(document).encode())
        try:
            with urlopen(asked) as answer:
                return json.load(answer)
        except HTTPError as error:
            with error:
                raise Refusal(error.code, json.load(error)) from None

    def device(self, code):
        key = signing_key(RISTRETTO255, code, self.town.held.name.encode())
        return Device(self.town.definition, key, self.ask, DRAW)

    def registrar_signs(self, deed, entry):
        """An entry for the log, from the registrar's computer."""
        (self.folder / "definition.json").write_bytes(bytes(self.town.held.definition))
        out = self.folder / f"{deed}.entry"
        words = (deed, entry, *self.key_file, "--index", self.folder / "out/index.sealed")
        more = ("--definition", self.folder / "definition.json", "--out", out)
        status, said = self.said(registrar, *words, *more)
        assert status == 0, said
        return out.read_bytes()

    def monitor(self, expect=0):
        (self.folder / "seen").mkdir(exist_ok=True)
        words = (self.public, "--store", self.folder / "seen", "--lang", "en")
        status, said = self.said(monitor, *words)
        assert status == expect, said


@pytest.mark.django_db(transaction=True)
def test_a_whole_election_over_http(tmp_path, capfd):
    town = Town(voters=0).hold()
    with serving() as host:
        tools = Tools(town, host, tmp_path, capfd)
        prepare(town, tools)
        vote(town, tools)
        tally(town, tools)
        with urlopen(f"{tools.public}/record.tomoni") as answer:
            (tmp_path / "record").write_bytes(answer.read())
    status, said = tools.said(verify, tmp_path / "record")

    assert status == 0, said
    assert "winners  2, 1" in said
    assert town.election.result.outcome["winners"] == ["2", "1"]
    assert not BoardFile.objects.filter(refusal__isnull=False).exists()


def prepare(town, tools):
    tools.make_list()
    tools.make_key()
    definition = define_vote(actor=town.admin, held=town.held)
    for i in (1, 2, 3):
        tools.by(i, "approve", "--fingerprint", definition.fingerprint.hex()[:8])
    change_due_votes()


def vote(town, tools):
    first, second, third, fourth, fifth = map(tools.device, tools.codes())
    first.cast((0,))
    first.cast((0, 1))
    second.challenge((2,))
    second.cast((1,))
    third.cast((0, 1))
    fourth.cast((2,))
    tools.monitor(expect=3)
    sequence(town.vote)
    tools.monitor()
    tools.by(1, "countersign")
    append_signed_entry(town.vote, tools.registrar_signs("revoke", "4"))
    with pytest.raises(Refusal, match="revoked"):
        fourth.cast((0,))
    assert first.state(int(time.time()))["counter"] == 2
    sequence(town.vote)
    tools.monitor()
    town.close()
    with pytest.raises(Refusal, match="closed"):
        fifth.cast((0,))


def tally(town, tools):
    do_once()
    tools.monitor()
    for i in (1, 2, 3):
        tools.by(i, "countersign")
    for i in (1, 3):
        tools.by(i, "mix")
        do_once()
    for i in (2, 3):
        tools.by(i, "open")
    do_once()
    town.election.refresh_from_db()
    assert town.election.state == ElectionState.OPENED
    groups = {tuple(p for p, _ in g.content): g.count for g in BallotGroup.objects.all()}
    assert groups == {(0, 1): 2, (1,): 1}
    auditor = RoleGrantFactory(role=Role.AUDITOR).user
    certify_result(actor=auditor, election=town.election)
    town.election.refresh_from_db()
    assert town.election.state == ElectionState.CERTIFIED
