"""The command as trustees use it: files, terminal, exit status, and what a crash leaves."""

import io
import json
import runpy
import shutil
import signal
import subprocess
import sys
from functools import partial
from threading import Event

import pytest

from tests.voting.tools.test_board import Handler, served
from voting.crypto.canonical import canonical_bytes
from voting.crypto.draw import SeededDraw, SystemDraw
from voting.crypto.groups.ristretto import RISTRETTO255
from voting.crypto.heads import Head, SignedHead, sign_head
from voting.crypto.merkle import Tree
from voting.crypto.record.parts import head_bytes
from voting.rehearse.__main__ import main as rehearse
from voting.rehearse.plan import Plan
from voting.rehearse.preparation import Parties, prepare
from voting.tools import sealed
from voting.tools.board import FolderBoard, read_document
from voting.trustee.command import main
from voting.trustee.following import follow
from voting.trustee.messages import Invitation, Kind
from voting.trustee.secret import read_secret
from voting.verify.__main__ import main as verify

PASSPHRASE = "correct horse battery"


class Room:
    """Three trustees, each with a sealed file, around one board."""

    def __init__(self, folder, capfd):
        self.folder, self.capfd = folder, capfd
        self.board = folder / "board"
        self.board.mkdir(parents=True)
        (folder / "passphrase").write_text(PASSPHRASE)

    def there(self):
        return FolderBoard(self.board)

    def run(self, deed, *words, board=None):
        """Exit status, and all that was said, in English."""
        self.capfd.readouterr()
        status = main([deed, str(board or self.board), "--lang", "en", *map(str, words)])
        said = self.capfd.readouterr()
        return status, said.out + said.err

    def words(self, i, *more):
        secret = ("--secret", self.folder / f"trustee-{i}")
        return (*secret, "--passphrase-file", self.folder / "passphrase", *more)

    def by(self, i, deed, *more, board=None):
        if deed in {"countersign", "mix", "open"}:
            more = (*more, "--workers", 1)
        return self.run(deed, *self.words(i, *more), board=board)

    def invite(self):
        assert self.run("invite", "--election", "summer", "--trustees", 3, "--threshold", 2)[0] == 0
        for i in (1, 2, 3):
            assert self.by(i, "new", "--number", i)[0] == 0

    def spoken(self):
        """The words that one trustee sees and reads to the others."""
        status, said = self.by(1, "step", "--heard", "something else")
        assert status == 1
        lines = said.splitlines()
        return lines[lines.index(next(line for line in lines if "Compare" in line)) + 1]

    def make_key(self):
        self.invite()
        heard = self.spoken()
        for i in (1, 2, 3, 1, 2, 3, 1, 2, 3):
            assert self.by(i, "step", "--heard", heard)[0] in {0, 3}

    def rehearse(self):
        plan = {"voters": 6, "options": 3, "ballot": "approval", "mixers": 2, "seed": "s"}
        words = [part for name, value in plan.items() for part in (f"--{name}", str(value))]
        return rehearse([*words, "--board", str(self.board)])

    def hold(self):
        """The vote, up to its closing; all countersign."""
        self.make_key()
        assert self.rehearse() == 3
        fingerprint = self.by(1, "approve", "--fingerprint", "x")[1].split("fingerprint ")[1][:64]
        for i in (1, 2, 3):
            assert self.by(i, "approve", "--fingerprint", fingerprint)[0] == 0
        assert self.rehearse() == 0
        for i in (1, 2, 3):
            assert self.by(i, "countersign")[0] == 0


@pytest.fixture(scope="module", autouse=True)
def quick_seals():
    before, sealed.new_seal.__defaults__ = sealed.new_seal.__defaults__, (sealed.COSTS[0],)
    yield
    sealed.new_seal.__defaults__ = before


@pytest.fixture
def room(tmp_path, capfd):
    return Room(tmp_path / "room", capfd)


def test_a_whole_vote_by_files(room, tmp_path):
    room.hold()
    assert room.by(2, "open") == (1, room.by(2, "open")[1])
    assert "REFUSED (mixers)" in room.by(2, "open")[1]
    assert room.by(1, "mix")[0] == 0
    assert room.by(1, "mix")[0] == 2
    assert "cannot" not in room.run("status", "--workers", 1, "--lost", "2")[1]
    assert "Only 1 can mix" in room.run("status", "--workers", 1, "--lost", "2,3")[1]
    assert room.by(3, "mix")[0] == 0
    record = tmp_path / "record"
    assert room.run("assemble", "--workers", 1, "--record", record)[0] == 3
    for i in (2, 3):
        assert room.by(i, "open")[0] == 0
    assert room.run("assemble", "--workers", 2, "--record", record)[0] == 0
    assert verify([str(record), "--workers", "1"]) == 0
    assert room.run("assemble", "--workers", 1, "--record", record)[0] == 2
    assert room.run("assemble", "--workers", 1, "--record", tmp_path / "no" / "folder")[0] == 2
    (room.board / "opening-1.tomoni").write_bytes(b"nothing")
    status, said = room.run("status", "--workers", 1, "--lost", "1")
    assert status == 0
    assert "What trustee 1 gave does not hold" in said
    assert "The 2 who are left can open it" in said


def test_too_few_trustees_are_told_plainly(room):
    room.make_key()
    assert "The 2 who are left can open it" in room.run("status", "--lost", "3")[1]
    assert (
        "nobody can open the ballots of this vote, now or ever"
        in (room.run("status", "--lost", "1,3")[1])
    )


def test_before_the_key_is_made_a_lost_trustee_costs_nothing(room):
    room.invite()
    status, said = room.run("status", "--lost", "3")
    assert status == 3
    assert "no ballot is lost" in said


def test_secrets_are_in_no_file_and_no_word(room):
    room.make_key()
    store = sealed.open_sealed((room.folder / "trustee-1").read_bytes(), PASSPHRASE)[0]
    said = room.by(1, "step")[1] + room.run("status")[1]
    public = said + "".join(path.read_text() for path in room.board.iterdir())
    secret = json.loads(store)
    for name in ("signing", "share", "audit"):
        assert secret[name] not in public
        assert secret[name].encode() not in (room.folder / "trustee-1").read_bytes()


def test_a_swapped_key_is_noticed_by_the_words(room):
    room.invite()
    heard = room.spoken()
    other = Room(room.folder / "other", room.capfd)
    other.invite()
    shutil.copy(other.board / "keys-2.json", room.board / "keys-2.json")

    status, said = room.by(3, "step", "--heard", heard)
    assert status == 1
    assert "the words are not the same" in said


def test_an_attempt_is_called_off_and_the_next_begins(room):
    room.invite()
    assert room.by(1, "step", "--call-off")[0] == 0
    status, said = room.by(2, "step", "--heard", room.spoken())
    assert status == 3
    assert "Attempt 1 was called off by trustee 1." in said
    assert "attempt 2" in said


def test_a_fault_is_told_by_name(room):
    room.invite()
    heard = room.spoken()
    for i in (1, 2, 3, 1):
        room.by(i, "step", "--heard", heard)
    # Trustee 2 reveals another part of the lot than it committed to.
    content, _ = sealed.open_sealed((room.folder / "trustee-2").read_bytes(), PASSPHRASE)
    secret = read_secret(content)
    letter = secret.letter(Kind.DEALING, 1)
    other = json.loads((room.board / "dealing-1-3.json").read_bytes())["body"]
    body = other | {
        "shares": [{**share, "to": to} for share, to in zip(other["shares"], (1, 3), strict=True)]
    }
    written = letter.signed(body, secret.signing, SystemDraw())
    (room.board / letter.name).write_bytes(written)

    status, said = room.by(1, "step")
    assert status == 3
    assert "Attempt 1 failed by trustee 2 (dealing-commitment:" in said
    assert "attempt 2" in said


@pytest.mark.parametrize(
    ("deed", "words", "status", "said"),
    [
        ("new", ["--number", 4], 2, "Numbers go from 1 to 3"),
        ("new", ["--number", 1], 2, "exists already"),
        ("step", ["--call-off"], 2, "nothing to call off"),
        ("approve", [], 3, "definition.json"),
        ("countersign", [], 3, "definition.json"),
        ("mix", [], 3, "vote.tomoni"),
    ],
)
def test_what_cannot_be_done_is_said(room, deed, words, status, said):
    room.make_key()
    found, text = room.by(1, deed, *words)
    assert found == status
    assert said in text


def test_the_board_has_to_be_the_right_one(room):
    assert room.by(1, "new", "--number", 1)[0] == 3
    assert room.run("invite", "--election", "x", "--trustees", 2, "--threshold", 3)[0] == 2
    assert room.run("invite", "--election", "", "--trustees", 2, "--threshold", 1)[0] == 1
    room.invite()
    (room.board / "invitation.json").unlink()
    room.run("invite", "--election", "winter", "--trustees", 3, "--threshold", 2)
    assert "belongs to another key generation" in room.by(1, "step")[1]
    assert room.run("step", "--secret")[0] == 2
    assert room.run("status", "--lost", "x")[0] == 2


def test_a_definition_is_signed_only_by_its_fingerprint(room, monkeypatch):
    room.make_key()
    room.rehearse()
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    status, said = room.by(1, "approve")
    assert status == 2
    assert "nothing was signed" in said
    assert not (room.board / "approval-1.json").exists()


def test_a_log_is_countersigned_while_it_grows(room):
    room.make_key()
    room.rehearse()
    fingerprint = room.by(1, "approve", "--fingerprint", "x")[1].split("fingerprint ")[1][:64]
    room.by(1, "approve", "--fingerprint", fingerprint)
    made = follow(
        Invitation("summer", RISTRETTO255, 2, 3), partial(read_document, room.there())
    ).made
    plan = Plan(6, 3, "approval", 2, 3, 2, "s")
    prepared = prepare(plan, SeededDraw(b"s"), Parties(made.ceremony, made.contributions))
    definition, tree = prepared.definition, Tree()
    assert definition.fingerprint.hex() == fingerprint

    def publish(size):
        while len(tree) < size:
            tree.append(bytes(32))
        head = Head(size, tree.root())
        signature = sign_head(definition, head, prepared.secrets.log, SystemDraw())
        signed = head_bytes(RISTRETTO255, SignedHead(head, signature, {}))
        (room.board / "head.json").write_bytes(signed)

    publish(3)
    assert room.by(1, "countersign")[0] == 0
    publish(5)
    status, said = room.by(1, "countersign")
    assert status == 3
    assert "consistency-3-5.json" in said
    proof = canonical_bytes([step.hex() for step in tree.consistency(3, 5)])
    (room.board / "consistency-3-5.json").write_bytes(proof)
    assert room.by(1, "countersign")[0] == 0
    assert (room.board / "countersignature-5-1.json").exists()
    assert "has not signed this definition" in room.by(2, "countersign")[1]


def test_a_sealed_file_that_cannot_be_written_is_said(room, monkeypatch):
    room.run("invite", "--election", "summer", "--trustees", 1, "--threshold", 1)
    words = ("--number", 1, "--passphrase-file", room.folder / "passphrase")
    assert room.run("new", *words, "--secret", room.folder / "no" / "folder")[0] == 2
    assert room.by(1, "new", "--number", 1)[0] == 0
    monkeypatch.setattr("voting.trustee.store.replace_durably", full_disk)
    status, said = room.by(1, "step", "--heard", room.spoken())
    assert status == 2
    assert "cannot be written" in said
    assert not (room.board / "commitment-1-1.json").exists()


def full_disk(*_):
    raise OSError(28, "No space left on device")


def test_files_are_handed_in_by_oneself(room):
    away = room.folder / "away"
    away.mkdir()
    room.run("invite", "--election", "summer", "--trustees", 1, "--threshold", 1)
    room.by(1, "new", "--number", 1, "--hand-in", away)
    assert [path.name for path in away.iterdir()] == ["keys-1.json"]
    assert list(room.board.glob("keys*")) == []


def test_a_board_at_an_address_serves_as_well(room):
    with served() as server:
        address = f"http://127.0.0.1:{server.server_port}/board"
        words = ("--election", "s", "--trustees", 1, "--threshold", 1)
        assert room.run("invite", *words, board=address)[0] == 0
        assert room.by(1, "new", "--number", 1, board=address)[0] == 0
        said = room.by(1, "step", "--heard", "x", board=address)[1]
        heard = said.splitlines()[1]
        assert room.by(1, "step", "--heard", heard, board=address)[0] == 0
        assert "/board/verdict-1-1.json" in server.files


class Hanging(Handler):
    """Takes everything but an opening: that one it never answers."""

    def do_PUT(self):  # noqa: N802 - the name is the library's
        if "opening" in self.path:
            self.server.reached.set()
            self.server.over.wait()
            self.close_connection = True
            return
        super().do_PUT()


def test_after_kill_9_another_list_is_still_refused(room):
    """43: the process dies after the list was fixed and before the shares left."""
    room.hold()
    room.by(1, "mix")
    room.by(2, "mix")
    other = room.folder / "second-list"
    shutil.copytree(room.board, other)
    (other / "mix-2.tomoni").unlink()
    assert room.by(3, "mix", board=other)[0] == 0
    with served() as server:
        server.RequestHandlerClass = Hanging
        server.reached, server.over = Event(), Event()
        for path in room.board.iterdir():
            server.files[f"/{path.name}"] = path.read_bytes()
        address = f"http://127.0.0.1:{server.server_port}"
        words = map(str, room.words(3, "--workers", 1))
        run = [sys.executable, "-W", "ignore", "-m", "voting.trustee", "open", address, *words]
        with subprocess.Popen(run, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert server.reached.wait(120)
            process.send_signal(signal.SIGKILL)
            assert process.wait() == -signal.SIGKILL
        server.over.set()

    status, said = room.by(3, "open", board=other)
    assert status == 1
    assert "another list" in said
    assert not (other / "opening-3.tomoni").exists()
    assert room.by(3, "open")[0] == 0


def test_the_exit_status_is_that_of_the_deed(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "argv", ["trustee", "status", str(tmp_path)])
    with pytest.raises(SystemExit) as left:
        runpy.run_module("voting.trustee", run_name="__main__")
    assert left.value.code == 3


@pytest.mark.parametrize("tool", ["voting.trustee", "voting.registrar"])
def test_no_tool_of_a_real_vote_takes_a_seed(tool):
    """53: randomness comes from the operating system; there is no way to give another."""
    run = [sys.executable, "-W", "ignore", "-m", tool, "--seed", "s"]
    assert subprocess.run(run, capture_output=True, check=False).returncode == 2
