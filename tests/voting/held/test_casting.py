"""Casting over HTTP: once, whatever is repeated, and refused by name."""

import pytest

from tests.factories.held import Town
from voting.models import LogEntry
from voting.services.log import sequence

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(db):
    return Town().open()


def test_a_ballot_is_promised_and_then_stands_in_the_log(town):
    device = town.device(0)

    tracker = device.cast((0, 1))
    sequence(town.vote)
    told = town.ask("trackers", {"tracker": tracker.hex()})

    assert LogEntry.objects.get().tracker == tracker.hex()
    assert told["index"] == 0
