"""Decisions that are recorded when EXECUTE has already opened: real threads, real transactions."""

import threading
import time

import pytest
from django.db import transaction
from django.utils import timezone

from portal.accounts.roles import Role
from portal.lifecycle.models import Event
from portal.lifecycle.phases import Phase, PhaseState
from portal.lifecycle.services import open_phase
from reviews.models import Project
from reviews.services import create_late_projects
from tests.factories.accounts import RoleGrantFactory
from tests.factories.lifecycle import cycle_in
from tests.factories.voting import counted_election
from tests.threads import Deed, at_once
from voting import hooks
from voting.services import record_decision

# Both options fit into the budget: to approve them needs no reason.
BALLOTS = {(0, 1): 3}


@pytest.fixture
def mayor(transactional_db):
    return RoleGrantFactory(role=Role.MAYORS_OFFICE).user


def options_in(*phases, **fields):
    election = counted_election(
        BALLOTS, costs=(400_000, 400_000), cycle=cycle_in(Phase.BUDGET, *phases, **fields)
    )
    return list(election.options.select_related("election__cycle__area"))


def decide(mayor, option, *, approved=True):
    return record_decision(
        actor=mayor,
        option=option,
        approved=approved,
        amount=option.cost if approved else None,
        reason="" if approved else "来年度に、ほかの工事とあわせて行うため",
        decided_on=timezone.localdate(),
    )


def begun(options):
    return Project.objects.filter(option__in=options).count()


def test_the_hook_is_registered_once():
    assert hooks._on_decision.count(create_late_projects) == 1


@pytest.mark.parametrize(
    ("state", "projects"),
    [
        (PhaseState.AHEAD, 0),
        (PhaseState.OPEN, 1),
        (PhaseState.CLOSED, 1),
        (PhaseState.LEFT_OUT, 0),
    ],
)
def test_an_approval_becomes_a_project_at_once_where_execute_has_begun(mayor, state, projects):
    first, second = options_in()
    first.election.cycle.phases.filter(phase=Phase.EXECUTE).update(state=state)

    decide(mayor, first)
    decide(mayor, second, approved=False)

    assert begun([first]) == projects
    assert begun([second]) == 0
    assert Event.objects.filter(kind="reviews.project_created").count() == projects


def test_a_project_that_cannot_be_made_leaves_no_decision(mayor, monkeypatch):
    option, _ = options_in(Phase.EXECUTE)

    def fail(_cycle):
        raise ZeroDivisionError

    monkeypatch.setattr(hooks, "_on_decision", [create_late_projects, fail])
    with pytest.raises(ZeroDivisionError):
        decide(mayor, option)

    assert not Project.objects.exists()
    option.refresh_from_db()
    assert not hasattr(option, "decision")


def test_two_decisions_at_the_same_moment_make_one_project_each(mayor):
    options = options_in(Phase.EXECUTE)

    assert at_once(*(lambda option=option: decide(mayor, option) for option in options)) == [
        None,
        None,
    ]

    assert [begun([option]) for option in options] == [1, 1]
    assert Event.objects.filter(kind="reviews.project_created").count() == 2


def test_a_decision_is_not_lost_while_the_phase_opens(mayor):
    """Whichever commits first, the other sees it: there is always exactly one project."""
    option, _ = options_in()
    cycle = option.election.cycle
    decided, leave = threading.Event(), threading.Event()

    @transaction.atomic
    def decide_slowly():
        decide(mayor, option)
        decided.set()
        leave.wait(30)

    deciding = Deed(decide_slowly)
    assert decided.wait(30)
    opening = Deed(lambda: open_phase(cycle=cycle, phase=Phase.EXECUTE, actor=None))
    time.sleep(0.3)
    assert opening.is_alive()  # waiting for the decision
    leave.set()

    assert deciding.finish() is None
    assert opening.finish() is None
    assert begun([option]) == 1


def test_a_decision_waits_while_the_phase_opens(mayor):
    option, _ = options_in()
    cycle = option.election.cycle
    opened, leave = threading.Event(), threading.Event()

    @transaction.atomic
    def open_slowly():
        open_phase(cycle=cycle, phase=Phase.EXECUTE, actor=None)
        opened.set()
        leave.wait(30)

    opening = Deed(open_slowly)
    assert opened.wait(30)
    deciding = Deed(lambda: decide(mayor, option))
    time.sleep(0.3)
    assert deciding.is_alive()  # waiting for the opening
    leave.set()

    assert opening.finish() is None
    assert deciding.finish() is None
    assert begun([option]) == 1
