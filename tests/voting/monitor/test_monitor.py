"""A log watched while it grows, forks, shrinks and closes."""

import runpy
import sys
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.crypto.elections import DRAW, changed, refused
from tests.voting.documents import JSON, anything, text
from tests.voting.records import people, rehearsed
from tests.voting.tools.test_talk import blanks
from tests.voting.trustee.boards import refit
from voting.crypto.canonical import canonical_bytes
from voting.crypto.errors import Check
from voting.crypto.heads import Head, SignedHead, sign_head
from voting.crypto.merkle import EMPTY, Tree
from voting.crypto.record.frames import Tag
from voting.crypto.record.parts import head_bytes
from voting.monitor.command import SENTENCES, main
from voting.monitor.watching import MOST_HEADS, agree, proof_name, read_heads
from voting.rehearse.people import Deed


class Watched:
    """A log on a board, and monitors with a folder each."""

    def __init__(self, folder, capsys):
        self.board, self.capsys = folder / "board", capsys
        self.board.mkdir()
        self.vote = rehearsed()
        self.tree = Tree()
        self.lay_out("definition.json", self.vote.definition.encoded)

    def lay_out(self, name, octets):
        (self.board / name).write_bytes(octets)

    def grow(self, tree, size):
        while len(tree) < size:
            tree.append(len(tree).to_bytes(32, "big"))

    def publish(self, size, tree=None, root=None):
        """The log signs a head over so many entries, with proofs from all before."""
        tree = tree or self.tree
        self.grow(tree, size)
        head = Head(size, root or tree.root(size))
        signature = sign_head(self.vote.definition, head, self.vote.secrets.log, DRAW)
        signed = SignedHead(head, signature, {})
        self.lay_out("head.json", head_bytes(self.vote.definition.group, signed))
        for old in range(1, size):
            proof = [step.hex() for step in tree.consistency(old, size)]
            self.lay_out(proof_name(old, size), canonical_bytes(proof))
        return signed

    def watch(self, name="one", *words):
        store = self.board.parent / name
        store.mkdir(exist_ok=True)
        status = main([str(self.board), "--store", str(store), "--lang", "en", *map(str, words)])
        said = self.capsys.readouterr()
        return status, said.out + said.err

    def close(self, vote=None):
        vote = vote or self.vote
        vote.close()
        file = BytesIO()
        vote.write_vote(file)
        self.lay_out("vote.tomoni", file.getvalue())

    def publish_own(self):
        """A head of the vote's real log, while it is open."""
        signed = self.vote.heads[-1]
        self.lay_out("head.json", head_bytes(self.vote.definition.group, signed))


@pytest.fixture
def log(tmp_path, capsys):
    return Watched(tmp_path, capsys)


def test_a_log_that_grows_agrees_with_itself(log):
    for size in (3, 3, 5, 12):
        log.publish(size)
        assert log.watch()[0] == 0
    assert "12 entries, 3 heads seen" in log.watch()[1]


def test_a_log_that_shrinks_is_named(log):
    log.publish(5)
    log.watch()
    log.publish(4)
    status, said = log.watch()
    assert status == 1
    assert "shrunk: it had 5 entries, now 4" in said


def test_a_forked_log_is_named_and_the_evidence_kept(log):
    # 24
    log.publish(5)
    log.watch()
    log.publish(5, root=b"\1" * 32)
    status, said = log.watch()
    assert status == 1
    assert "forked: its heads over 5 and 5 entries do not agree" in said
    evidence = (log.board.parent / "one" / "fork-5-5.json").read_bytes()
    one, other = read_heads(log.vote.definition, evidence)
    assert one.head.root != other.head.root


def test_a_log_rewritten_under_a_longer_head_has_no_proof(log):
    log.publish(5)
    log.watch()
    rewritten = Tree()
    rewritten.append(b"\7" * 32)
    log.publish(8, rewritten)
    status, said = log.watch()
    assert status == 1
    assert "log-consistency" in said


def test_two_monitors_who_were_shown_different_logs_find_out(log):
    log.publish(5)
    log.watch("one")
    other = Tree()
    other.append(b"\7" * 32)
    log.publish(5, other)
    assert log.watch("two")[0] == 0
    status, said = log.watch("two", "--compare", log.board.parent / "one")
    assert status == 1
    assert "forked" in said


def test_monitors_at_different_times_need_the_proof_between(log):
    log.publish(3)
    log.watch("one")
    log.publish(7)
    status, said = log.watch("two", "--compare", log.board.parent / "one")
    assert status == 0
    assert "saw the same log (1 heads)" in said
    (log.board / proof_name(3, 7)).unlink()
    status, said = log.watch("two", "--compare", log.board.parent / "one")
    assert status == 3
    assert "from 3 to 7" in said
    assert log.watch("one")[0] == 3


def test_an_empty_log_agrees_with_every_other(log):
    log.publish(0, root=EMPTY)
    assert log.watch()[0] == 0
    log.publish(2)
    assert log.watch()[0] == 0
    assert agree(log.publish(2), log.publish(2), lambda _: None)


def test_what_is_not_there_is_waited_for(log, tmp_path):
    assert log.watch()[0] == 3
    log.publish(2)
    assert "has seen nothing yet" in log.watch("one", "--compare", tmp_path)[1]
    (log.board / "definition.json").unlink()
    assert log.watch()[0] == 3


def test_another_definition_or_a_place_that_is_none_is_refused(log):
    log.publish(2)
    log.watch()
    log.lay_out("definition.json", rehearsed(seed="another").definition.encoded)
    assert log.watch()[0] == 2
    assert main([str(log.board), "--store", "no/folder"]) == 2
    assert main(["--unknown"]) == 2


def test_a_head_that_the_log_did_not_sign_is_refused(log):
    log.publish(2)
    path = log.board / "head.json"
    path.write_bytes(changed(path.read_bytes(), "size", 3))
    status, said = log.watch()
    assert status == 1
    assert "REFUSED (signature)" in said


def test_a_closed_log_is_mirrored_and_holds_all_that_was_seen(log):
    log.publish_own()
    assert log.watch("one")[0] == 0
    log.close()
    assert log.watch("two", "--compare", log.board.parent / "one")[0] == 0
    mirror = log.board.parent / "two" / "vote.tomoni"
    assert mirror.read_bytes() == (log.board / "vote.tomoni").read_bytes()
    assert log.watch("one")[0] == 0


def test_an_entry_removed_after_a_signed_head_is_missed(log):
    # 23
    log.publish_own()
    log.watch()
    forged = rehearsed(cast=False)
    for credential in people(forged)[1:]:
        forged.act(credential, Deed.CASTS)
    log.close(forged)
    status, said = log.watch()
    assert status == 1
    assert "shrunk" in said or "forked" in said


def test_an_entry_replaced_after_a_signed_head_is_missed(log):
    log.publish_own()
    log.watch()
    forged = rehearsed(cast=False)
    for credential in people(forged)[::-1]:
        forged.act(credential, Deed.CASTS)
    log.close(forged)
    assert "forked" in log.watch()[1]


def test_a_closed_log_of_another_vote_or_without_its_last_head_is_refused(log):
    log.close()
    whole = (log.board / "vote.tomoni").read_bytes()
    log.lay_out("vote.tomoni", refit(whole, Tag.HEAD, lambda _: None))
    assert "REFUSED (log-head)" in log.watch()[1]
    log.lay_out("vote.tomoni", refit(whole, Tag.DEFINITION, lambda p: p + b" "))
    assert "REFUSED (definition)" in log.watch()[1]


@settings(deadline=None)
@given(st.binary(max_size=200) | JSON.map(text))
def test_whatever_another_monitor_gives_is_refused_without_a_traceback(octets):
    anything(lambda o: read_heads(DEFINITION, o), octets)


DEFINITION = rehearsed(cast=False).definition


def test_a_list_of_too_many_heads_is_refused():
    with refused(Check.LOG_HEAD):
        read_heads(DEFINITION, canonical_bytes([1] * (MOST_HEADS + 1)))


def test_both_languages_say_the_same():
    for name, both in SENTENCES.items():
        assert blanks(both["ja"]) == blanks(both["en"]), name


def test_the_exit_status_is_that_of_the_watch(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "argv", ["monitor", str(tmp_path), "--store", str(tmp_path)])
    with pytest.raises(SystemExit) as left:
        runpy.run_module("voting.monitor", run_name="__main__")
    assert left.value.code == 3
