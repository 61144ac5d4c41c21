"""Kill -9, really: at each step of casting, in the middle of a batch, and at those of a tally."""

import json
import signal
import time

import pytest

from tests.factories.held import Town
from tests.processes import process
from voting.models import BallotGroup, LogEntry, LogHead, Place, SeenElement
from voting.services.log import sequence
from voting.services.tallying import go_on
from voting.states import ElectionState

pytestmark = pytest.mark.django_db(transaction=True)
WORK = """
import os, signal, django
django.setup()
from voting.selectors.frozen import frozen_vote
from voting.services import {module} as room
def killed(*_args, **_named):
    os.kill(os.getpid(), signal.SIGKILL)
{setting}
{deed}
"""


def killed_in(module, point, deed):
    """A process of its own that is killed where it calls `point`."""
    code = WORK.format(module=module, setting=f"room.{point} = killed", deed=deed)
    with process("-c", code, DJANGO_SETTINGS_MODULE="portal.settings") as running:
        assert running.wait(60) == -signal.SIGKILL, running.stderr.read()


def test_a_sequencer_that_is_killed_has_given_no_place_and_the_next_gives_all():
    town = Town(trustees=1).open()
    trackers = [town.device(place).cast((0,)).hex() for place in range(3)]

    deed = f"room.sequence(frozen_vote('{town.held.fingerprint}'))"
    killed_in("log", "sign_head", deed)

    assert not Place.objects.exists()
    assert not LogHead.objects.exists()
    assert sequence(town.vote) == 3
    assert set(LogEntry.objects.values_list("tracker", flat=True)) == set(trackers)
    assert [town.device(place).state(int(time.time()))["counter"] for place in range(3)] == [1] * 3


STEPS = (
    ("laying out", "lay_out_record"),
    ("verifying a mix", "_require_own_mix"),
    ("put together", "lay_out_file"),
    ("taken in", "take_ballots"),
)


def test_a_tally_whose_workers_are_killed_again_and_again_comes_to_its_result_once():
    town = Town().open()
    for place in range(4):
        town.device(place).cast((0, 1) if place else (0,))
    town.close()
    killed = dict(STEPS)
    deed = f"room.go_on.func({town.election.pk})"

    def go(step=None):
        if step:
            killed_in("tallying", killed[step], deed)
        go_on.func(town.election.pk)

    go("laying out")
    vote = town.keyholders.countersign()
    town.keyholders.mix(vote, [1])
    go("verifying a mix")
    town.keyholders.mix(vote, [2])
    go()
    town.keyholders.open(town.keyholders.mix(vote))
    for step in ("put together", "taken in"):
        killed_in("tallying", killed[step], deed)
    go()
    go()

    town.election.refresh_from_db()
    assert town.election.state == ElectionState.OPENED
    groups = {tuple(p for p, _ in g.content): g.count for g in BallotGroup.objects.all()}
    assert groups == {(0,): 1, (0, 1): 3}
    assert town.election.counts.count() == 1


SERVE = """
import json, os, signal, sys, django
django.setup()
from django.test import Client
from voting.services import casting as room
def killed(*_args, **_named):
    os.kill(os.getpid(), signal.SIGKILL)
def stored_and_killed(store, stores=room._stored_once):
    stores(store)
    killed()
room.{point} = {instead}
address, body = sys.argv[1:]
answer = Client(SERVER_NAME="localhost").post(address, body, content_type="application/json")
print(answer.status_code, answer.content)
"""
# Of each request: where its server is killed, and whether the ballot lies in the log by then.
KILLED_WHILE_CASTING = {
    "signing the receipt": ("receipts", "sign_receipt", "killed", 0),
    "checking the ballot": ("ballots", "check_ballot", "killed", 0),
    "promising": ("ballots", "sign_promise", "killed", 0),
    "in the middle of storing": ("ballots", "entry_leaf", "killed", 0),
    "stored, before the answer": ("ballots", "_stored_once", "stored_and_killed", 1),
    "spoiling": ("challenges", "entry_leaf", "killed", 0),
    "spoilt, before the answer": ("challenges", "_stored_once", "stored_and_killed", 1),
}


@pytest.mark.parametrize(
    ("request_name", "point", "instead", "stored"),
    KILLED_WHILE_CASTING.values(),
    ids=KILLED_WHILE_CASTING,
)
def test_a_server_that_is_killed_while_casting_loses_and_doubles_nothing(
    request_name, point, instead, stored
):
    """The device sends the same again to the next server, as it does where no answer came."""
    town = Town(voters=1, trustees=1).open()
    found_stored = []

    def ask(name, document):
        if name == request_name and not found_stored:
            code = SERVE.format(point=point, instead=instead)
            address = f"/casting/{town.held.fingerprint}/{name}"
            with process(
                "-c", code, address, json.dumps(document), DJANGO_SETTINGS_MODULE="portal.settings"
            ) as server:
                assert server.wait(60) == -signal.SIGKILL, server.communicate()
            found_stored.append(LogEntry.objects.count())
        return town.ask(name, document)

    device = town.device(0, ask)
    deed = device.challenge if request_name == "challenges" else device.cast
    tracker = deed((0,)).hex()

    assert found_stored == [stored]
    assert [entry.tracker for entry in LogEntry.objects.all()] == [tracker]
    assert SeenElement.objects.count() == (0 if request_name == "challenges" else 2)
    assert device.state(int(time.time()))["counter"] == device.counter
