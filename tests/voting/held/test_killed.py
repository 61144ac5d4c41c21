"""Kill -9, really: in the middle of a batch, and at the steps of a tally."""

import signal
import time

import pytest

from tests.factories.held import Town
from tests.processes import process
from voting.models import BallotGroup, LogEntry, LogHead, Place
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
