from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.voting.crypto.elections import DRAW, ballot, prepared, refused, voters
from voting.crypto.entries import (
    Closed,
    IndexDestroyed,
    PaperBatch,
    Revoked,
    Spoilt,
    VotedOnPaper,
    check_entry_signature,
    entry_bytes,
    entry_leaf,
    read_entry,
    sign_entry,
)
from voting.crypto.errors import Check, CheckFailed

ELECTION = prepared()
DEFINITION, SECRETS = ELECTION.definition, ELECTION.secrets
VOTER, OTHER, *_ = voters(ELECTION)


def signed(make, key=SECRETS.registrar):
    return sign_entry(DEFINITION, make, key, DRAW)


ENTRIES = {
    "ballot": ballot(ELECTION, VOTER),
    "changed ballot": ballot(ELECTION, VOTER, (1, 2), 1, b"p" * 32),
    "spoilt": Spoilt(b"t" * 32),
    "revoked": signed(partial(Revoked, VOTER)),
    "on paper": signed(partial(VotedOnPaper, VOTER)),
    "batch": signed(partial(PaperBatch, 1, 12, b"f" * 32)),
    "closed": signed(Closed, SECRETS.log),
    "destroyed": signed(IndexDestroyed),
}


@pytest.mark.parametrize("name", ENTRIES)
def test_an_entry_is_read_as_it_was_written(name):
    encoded = entry_bytes(DEFINITION, ENTRIES[name])

    read = read_entry(DEFINITION, encoded, "entry 0")

    assert read == ENTRIES[name]
    check_entry_signature(DEFINITION, read)


@pytest.mark.parametrize("name", ENTRIES)
def test_an_entry_cut_short_or_continued_is_refused(name):
    encoded = entry_bytes(DEFINITION, ENTRIES[name])

    for other in [encoded + b"\0", encoded[:-1], encoded[:1]]:
        with refused(Check.LOG_ENTRY):
            read_entry(DEFINITION, other, "entry 0")


@pytest.mark.parametrize("encoded", [b"", b"\0", b"\x08", b"\xff" * 40])
def test_an_unknown_kind_is_refused(encoded):
    with refused(Check.LOG_ENTRY):
        read_entry(DEFINITION, encoded, "entry 0")


def test_a_counter_beyond_the_most_changes_is_refused():
    encoded = bytearray(entry_bytes(DEFINITION, ENTRIES["changed ballot"]))
    encoded[1 + DEFINITION.group.element_size] = 21

    with refused(Check.LOG_ENTRY):
        read_entry(DEFINITION, bytes(encoded), "entry 0")


SIGNED = [name for name in ENTRIES if hasattr(ENTRIES[name], "signature")]


@pytest.mark.parametrize("name", [name for name in SIGNED if "ballot" not in name])
def test_an_entry_that_a_stranger_signed_is_refused(name):
    entry = ENTRIES[name]
    own = [getattr(entry, name) for name in type(entry).__slots__ if name != "signature"]

    with refused(Check.SIGNATURE):
        check_entry_signature(DEFINITION, signed(partial(type(entry), *own), 4711))


def test_the_same_signature_does_not_serve_another_entry():
    moved = VotedOnPaper(VOTER, ENTRIES["revoked"].signature)

    with refused(Check.SIGNATURE):
        check_entry_signature(DEFINITION, moved)
    with refused(Check.SIGNATURE):
        check_entry_signature(DEFINITION, Revoked(OTHER, ENTRIES["revoked"].signature))


def test_a_leaf_belongs_to_one_election():
    encoded = entry_bytes(DEFINITION, ENTRIES["spoilt"])

    assert entry_leaf(DEFINITION, encoded) != entry_leaf(prepared(seed="2").definition, encoded)


@given(st.binary(max_size=200))
def test_whatever_comes_is_read_or_refused_by_name(encoded):
    try:
        entry = read_entry(DEFINITION, encoded, "entry 0")
    except CheckFailed:
        return
    assert entry_bytes(DEFINITION, entry) == encoded


@given(st.sampled_from(list(ENTRIES)), st.integers(0), st.integers(1, 255))
def test_a_changed_byte_gives_another_entry_or_none(name, place, change):
    encoded = bytearray(entry_bytes(DEFINITION, ENTRIES[name]))
    encoded[place % len(encoded)] ^= change
    try:
        entry = read_entry(DEFINITION, bytes(encoded), "entry 0")
    except CheckFailed:
        return
    assert entry != ENTRIES[name]
    assert entry_bytes(DEFINITION, entry) == bytes(encoded)
