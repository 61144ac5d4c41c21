"""Small elections over the toy group, made by the rehearsal's own preparation."""

import json
from contextlib import contextmanager
from functools import cache

import pytest

from voting.crypto.ballots import NO_TRACKER, Place, encrypt_ballot, sign_ballot
from voting.crypto.canonical import canonical_bytes
from voting.crypto.draw import SeededDraw
from voting.crypto.errors import CheckFailed
from voting.rehearse.plan import Plan
from voting.rehearse.preparation import prepare

DRAW = SeededDraw(b"tests")


def plan(**changes):
    given = {
        "voters": 6,
        "committee": 3,
        "options": 4,
        "ballot": "approval",
        "mixers": 2,
        "trustees": 3,
        "threshold": 2,
        "seed": "s",
        "group": "toy",
        "anonymity_minimum": 2,
    }
    return Plan(**given | changes)


@cache
def prepared(**changes):
    made = plan(**changes)
    return prepare(made, SeededDraw(made.seed.encode()))


@contextmanager
def refused(check):
    with pytest.raises(CheckFailed) as failure:
        yield failure
    assert failure.value.check == check


def voters(election, electorate=0):
    """The credentials of an electorate, in order."""
    return election.credentials.keys[electorate]


def ballot(election, credential, choice=(0,), counter=0, previous=NO_TRACKER):
    definition = election.definition
    group = definition.group
    payloads = definition.form.packing.pack(choice, group.payload_size)
    place = Place(definition.fingerprint, credential, counter, previous)
    unsigned, _ = encrypt_ballot(group, definition.trustees.key, payloads, place, DRAW)
    return sign_ballot(group, unsigned, election.secrets.voters[credential], DRAW)


def change_at(value, path, new):
    """The document with another value at a path like `trustees.t`; DROP takes it out."""
    copy = json.loads(json.dumps(value))
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    inner = copy
    for step in way:
        inner = inner[step]
    if new is DROP:
        del inner[last]
    else:
        inner[last] = new
    return copy


DROP = object()


def changed(encoded, path, new):
    return canonical_bytes(change_at(json.loads(encoded), path, new))
