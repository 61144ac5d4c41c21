"""Whatever lies on a board or in a file: read, or refused by name."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.crypto.elections import DROP, change_at, refused
from tests.voting.documents import JSON, anything, paths, text
from tests.voting.trustee.boards import Around
from voting.crypto.canonical import canonical_bytes
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.heads import Head
from voting.trustee.messages import (
    Kind,
    Letter,
    read_commitment,
    read_invitation,
    read_keys,
    read_revealed,
    read_verdict,
)
from voting.trustee.secret import read_secret
from voting.trustee.signed import read_trustee_signature

AROUND = Around()
AROUND.until(3)
AROUND.round(1)
SECRET = AROUND.secrets[1]
READERS = {
    Kind.COMMITMENT: read_commitment,
    Kind.DEALING: read_revealed,
    Kind.VERDICT: read_verdict,
}


@settings(deadline=None)
@given(st.binary(max_size=300) | JSON.map(lambda v: json.dumps(v).encode()))
def test_whatever_lies_there_is_refused_without_a_traceback(octets):
    letter = Letter(AROUND.invitation, Kind.DEALING, 1, 2)
    for read in (
        read_invitation,
        read_secret,
        lambda o: read_keys(letter, o),
        lambda o: letter.body(o, None),
        lambda o: read_trustee_signature(AROUND.invitation.group, 1, o),
    ):
        with pytest.raises(CheckFailed):
            read(octets)


@settings(deadline=None)
@given(st.sampled_from(list(READERS)), st.data())
def test_a_document_changed_anywhere_is_read_or_refused(kind, data):
    letter = Letter(AROUND.invitation, kind, 1, 1)
    body = json.loads(AROUND.files[letter.name])["body"]
    path = data.draw(st.sampled_from(list(paths(body))))
    new = data.draw(JSON | st.just(DROP))
    anything(lambda value: READERS[kind](letter, value), change_at(body, path, new))


@settings(deadline=None)
@given(st.sampled_from(sorted(json.loads(SECRET.encoded()))), JSON | st.just(DROP))
def test_a_secret_changed_anywhere_is_read_or_refused(path, new):
    value = change_at(json.loads(SECRET.encoded()), path, new)
    anything(read_secret, text(value))


def test_a_secret_is_read_as_it_was_written():
    for i, secret in Around().finish().secrets.items():
        assert read_secret(secret.encoded()) == secret, i
    assert read_secret(SECRET.encoded()) == SECRET


@pytest.mark.parametrize("head", [None, Head(5, bytes(32))])
def test_what_was_done_is_remembered(head):
    around = Around().finish()
    around.vote()
    around.mix(1, 2)
    around.open(1)
    assert read_secret(around.secrets[1].encoded()) == around.secrets[1]


def test_an_invitation_is_read_as_it_was_written():
    assert read_invitation(AROUND.invitation.encoded()) == AROUND.invitation


@pytest.mark.parametrize(
    ("path", "new"),
    [("t", 0), ("t", 4), ("n", 101), ("group", "rot13"), ("version", "2"), ("election", "")],
)
def test_an_invitation_that_cannot_be_is_refused(path, new):
    value = change_at(json.loads(AROUND.invitation.encoded()), path, new)
    with refused(Check.CEREMONY):
        read_invitation(canonical_bytes(value))


def test_what_was_sent_is_no_list():
    value = change_at(json.loads(SECRET.encoded()), "sent", [])
    with refused(Check.CEREMONY):
        read_secret(canonical_bytes(value))
