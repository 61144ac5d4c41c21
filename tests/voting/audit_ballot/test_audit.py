import json
import runpy
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.crypto.elections import DRAW, DROP, change_at, changed, plan, refused
from tests.voting.documents import JSON, anything, text
from tests.voting.tools.test_talk import blanks
from voting.audit_ballot.challenged import Challenged, audit, read_challenged, told
from voting.audit_ballot.command import SENTENCES, main
from voting.crypto.draw import SeededDraw
from voting.crypto.errors import Check
from voting.crypto.heads import sign_receipt
from voting.rehearse.vote import Rehearsal

CHOICES = {"approval": (0, 2), "points": (3, 0, 7, 0), "ranking": (2, 0), "budget": ()}


def challenged(ballot="approval", choice=None, claimed=None, group="toy"):
    """What a device gives out that encrypted `choice` and says that it is `claimed`."""
    made = plan(ballot=ballot, group=group)
    vote = Rehearsal(made, SeededDraw(made.seed.encode()))
    choice = CHOICES[ballot] if choice is None else choice
    credential = next(iter(vote.secrets.voters))
    unsigned, randomness = vote.encrypt(credential, choice)
    tracker = unsigned.tracker(vote.definition.group)
    receipt = sign_receipt(vote.definition, tracker, vote.secrets.log, vote.draw)
    said = choice if claimed is None else claimed
    return Challenged(vote.definition, unsigned, receipt, tracker, said, randomness), vote


GOOD, VOTE = challenged()


@pytest.mark.parametrize(
    ("ballot", "lines"),
    [
        ("approval", ["Option 1", "Option 3"]),
        ("points", ["Option 1: 3", "Option 3: 7"]),
        ("ranking", ["1. Option 3", "2. Option 1"]),
        ("budget", []),
    ],
)
def test_a_true_ballot_says_what_the_voter_chose(ballot, lines):
    given, _ = challenged(ballot)
    read = read_challenged(given.encoded())
    audit(read)

    assert read == given
    assert told(read, "en") == lines


def test_a_device_that_encrypted_something_else_is_found_out():
    liar, _ = challenged(choice=(1,), claimed=(0, 2))
    with refused(Check.CHALLENGED_BALLOT):
        audit(liar)


def test_the_ballot_is_the_one_that_was_committed_to():
    # 30: the challenge is answered with another ballot than the screen committed to.
    other, _ = challenged(choice=(1,))
    with refused(Check.CHALLENGED_BALLOT):
        audit(replace(other, tracker=GOOD.tracker))
    with refused(Check.SIGNATURE):
        audit(replace(GOOD, receipt=replace(GOOD.receipt, z=1)))


def test_a_ballot_that_could_not_be_cast_proves_nothing():
    broken = replace(GOOD.ballot, proof=replace(GOOD.ballot.proof, c=1))
    group = GOOD.definition.group
    tracker = broken.tracker(group)
    receipt = sign_receipt(GOOD.definition, tracker, VOTE.secrets.log, DRAW)
    with refused(Check.BALLOT_PROOF):
        audit(replace(GOOD, ballot=broken, tracker=tracker, receipt=receipt))


def test_a_choice_over_the_limits_is_told():
    over, _ = challenged(choice=(0, 1, 2, 3))
    with refused(Check.LIMITS):
        audit(over)


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_whatever_the_file_is_it_is_refused_without_a_traceback(octets):
    anything(read_challenged, octets)


@settings(deadline=None, max_examples=50)
@given(st.sampled_from(sorted(json.loads(GOOD.encoded()))), JSON | st.just(DROP))
def test_a_file_changed_anywhere_is_read_or_refused(name, new):
    value = change_at(json.loads(GOOD.encoded()), name, new)
    anything(read_challenged, text(value))


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "challenge.json"
    path.write_bytes(GOOD.encoded())
    return path


def test_the_command_says_what_the_ballot_says(file, capsys):
    assert main([str(file), "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "  Option 1\n  Option 3\n" in said
    assert GOOD.tracker.hex() in said
    assert "rehearsal" in said
    assert main([str(file)]) == 0
    assert "案1" in capsys.readouterr().out


def test_the_command_refuses_by_name(file, capsys):
    file.write_bytes(changed(GOOD.encoded(), "choice", [1]))
    assert main([str(file), "--lang", "en"]) == 1
    assert "REFUSED (challenged-ballot)" in capsys.readouterr().err
    file.write_bytes(changed(GOOD.encoded(), "choice", [True]))
    assert main([str(file)]) == 1
    assert main([str(file.with_name("missing"))]) == 2
    assert main(["--unknown"]) == 2


def test_an_empty_ballot_and_a_real_vote_are_told(file, capsys):
    made = plan(ballot="budget", group="ristretto255")
    vote = Rehearsal(made, SeededDraw(b"s"))
    vote.definition = replace(vote.definition, rehearsal=False)
    unsigned, randomness = vote.encrypt(next(iter(vote.secrets.voters)), ())
    tracker = unsigned.tracker(vote.definition.group)
    receipt = sign_receipt(vote.definition, tracker, vote.secrets.log, DRAW)
    file.write_bytes(
        Challenged(vote.definition, unsigned, receipt, tracker, (), randomness).encoded()
    )
    assert main([str(file), "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "(nothing)" in said
    assert "rehearsal" not in said


def test_both_languages_say_the_same():
    for name, both in SENTENCES.items():
        assert blanks(both["ja"]) == blanks(both["en"]), name


def test_the_exit_status_is_that_of_the_audit(file, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["audit_ballot", str(file)])
    with pytest.raises(SystemExit) as left:
        runpy.run_module("voting.audit_ballot", run_name="__main__")
    assert left.value.code == 0
