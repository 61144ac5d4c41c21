"""Real threads, real transactions."""

import threading
import time

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from portal.lifecycle.errors import PhaseCannotChange, PhaseIsNotOpen
from portal.lifecycle.locks import hold_phase, hold_phase_alone
from portal.lifecycle.models import PhaseChange
from portal.lifecycle.phases import Action, Phase
from portal.lifecycle.services import admit, close_phase, open_phase
from tests.factories.accounts import UserFactory
from tests.factories.lifecycle import CycleFactory, cycle_in
from tests.threads import Deed

pytestmark = pytest.mark.django_db(transaction=True)


def test_closing_waits_for_everyone_who_uses_the_phase():
    cycle, resident = cycle_in(Phase.DISCOVER), UserFactory()
    order, using, leave = [], threading.Event(), threading.Event()

    @transaction.atomic
    def use():
        admit(actor=resident, cycle=cycle, action=Action.REPORT_ISSUE)
        using.set()
        leave.wait(30)
        order.append("used")

    def close():
        close_phase(cycle=cycle, phase=Phase.DISCOVER, actor=None)
        order.append("closed")

    user = Deed(use)
    assert using.wait(30)
    closer = Deed(close)
    time.sleep(0.3)
    assert order == []  # the closer is waiting
    leave.set()

    assert user.finish() is None
    assert closer.finish() is None
    assert order == ["used", "closed"]


def test_whoever_comes_while_the_phase_closes_is_refused():
    cycle, resident = cycle_in(Phase.DISCOVER), UserFactory()
    closing, leave = threading.Event(), threading.Event()

    @transaction.atomic
    def close():
        close_phase(cycle=cycle, phase=Phase.DISCOVER, actor=None)
        closing.set()
        leave.wait(30)

    @transaction.atomic
    def use():
        admit(actor=resident, cycle=cycle, action=Action.REPORT_ISSUE)

    closer = Deed(close)
    assert closing.wait(30)
    user = Deed(use)
    time.sleep(0.3)
    assert user.is_alive()
    leave.set()

    assert closer.finish() is None
    assert isinstance(user.finish(), PhaseIsNotOpen)


def test_of_many_who_open_the_same_phase_one_does():
    cycle = CycleFactory()
    start = threading.Barrier(8)

    def open_it():
        start.wait(30)
        open_phase(cycle=cycle, phase=Phase.KNOW, actor=None)

    errors = [deed.finish() for deed in [Deed(open_it) for _ in range(8)]]

    assert errors.count(None) == 1
    assert sum(isinstance(error, PhaseCannotChange) for error in errors) == 7
    assert PhaseChange.objects.filter(cycle=cycle).count() == 1


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
def test_users_of_a_phase_share_it():
    cycle = cycle_in(Phase.DISCOVER)
    inside = threading.Barrier(4)

    @transaction.atomic
    def use():
        hold_phase(cycle.pk, Phase.DISCOVER)
        inside.wait(10)  # breaks unless all four hold it at once

    assert [deed.finish() for deed in [Deed(use) for _ in range(4)]] == [None] * 4


@pytest.mark.parametrize("hold", [hold_phase, hold_phase_alone])
def test_a_phase_is_held_only_within_a_transaction(hold):
    with pytest.raises(TransactionManagementError):
        hold(1, Phase.KNOW)
