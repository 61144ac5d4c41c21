from itertools import product

import pytest

from reviews import names
from reviews.deadlines import MONTHS, Frequency, Timeliness
from reviews.measures import Direction, Level, Nature, Progress
from reviews.states import (
    COMMITMENT_BECOMES,
    COMMITMENT_DEEDS,
    COMMITMENT_TRANSITIONS,
    MONEY_DEEDS,
    PROJECT_BECOMES,
    PROJECT_CARRIED_AS,
    PROJECT_DEEDS,
    PROJECT_TRANSITIONS,
    SESSION_BECOMES,
    SESSION_DEEDS,
    SESSION_TRANSITIONS,
    UNMET,
    VERDICT_CARRIED_AS,
    CarriedAs,
    CommitmentDeed,
    CommitmentState,
    MoneyKind,
    MoneySource,
    ProjectDeed,
    ProjectState,
    SessionDeed,
    SessionState,
    VerdictKind,
    carried_as,
)

MACHINES = {
    "project": (ProjectState, ProjectDeed, PROJECT_TRANSITIONS, PROJECT_DEEDS, PROJECT_BECOMES),
    "session": (SessionState, SessionDeed, SESSION_TRANSITIONS, SESSION_DEEDS, SESSION_BECOMES),
    "commitment": (
        CommitmentState,
        CommitmentDeed,
        COMMITMENT_TRANSITIONS,
        COMMITMENT_DEEDS,
        COMMITMENT_BECOMES,
    ),
}


@pytest.fixture(params=MACHINES)
def machine(request):
    return MACHINES[request.param]


def test_every_state_and_deed_stands_in_its_tables(machine):
    states, deeds, transitions, allowed, _ = machine

    assert set(transitions) == set(states)
    assert set(allowed) == set(deeds)
    assert all(allowed.values())


def test_a_deed_changes_a_state_only_along_the_transitions(machine):
    _, _, transitions, allowed, becomes = machine

    for deed, after in becomes.items():
        for before in allowed[deed]:
            assert after in transitions[before], (deed, before)


def test_every_transition_has_a_deed_or_the_calendar(machine):
    states, _, transitions, allowed, becomes = machine
    by_deed = {(s, after) for deed, after in becomes.items() for s in allowed[deed]}
    by_calendar = {(CommitmentState.OPEN, CommitmentState.OVERDUE)}

    assert {(s, after) for s in states for after in transitions[s]} - by_calendar == by_deed


def test_what_is_over_stays_over():
    assert not PROJECT_TRANSITIONS[ProjectState.FINISHED]
    assert not PROJECT_TRANSITIONS[ProjectState.STOPPED]
    assert not SESSION_TRANSITIONS[SessionState.CANCELLED]
    assert not COMMITMENT_TRANSITIONS[CommitmentState.DONE]


# The law once more, deed by deed.
P, U, F, S = ProjectState
LAW = {
    ProjectDeed.TAKE_ON: {P},
    ProjectDeed.PLAN: {P, U},
    ProjectDeed.ADD_MILESTONE: {P, U},
    ProjectDeed.REACH_MILESTONE: {U},
    ProjectDeed.RECORD_PLANNED: {P, U},
    ProjectDeed.RECORD_COMMITTED: {U, F, S},
    ProjectDeed.RECORD_SPENT: {U, F, S},
    ProjectDeed.ADD_INDICATOR: {P, U},
    ProjectDeed.EDIT_INDICATOR: {P},
    ProjectDeed.RECORD_READING: {U, F, S},
    ProjectDeed.START: {P},
    ProjectDeed.FINISH: {U},
    ProjectDeed.STOP: {P, U},
}


@pytest.mark.parametrize(("deed", "state"), list(product(ProjectDeed, ProjectState)))
def test_a_project_allows_exactly_what_the_law_says(deed, state):
    assert (state in PROJECT_DEEDS[deed]) == (state in LAW[deed])


def test_an_unmet_commitment_can_always_be_settled_or_renegotiated():
    assert COMMITMENT_DEEDS[CommitmentDeed.SETTLE] == UNMET
    assert COMMITMENT_DEEDS[CommitmentDeed.RENEGOTIATE] == UNMET


@pytest.mark.parametrize(("state", "verdict"), list(product(ProjectState, [None, *VerdictKind])))
def test_the_last_verdict_decides_what_is_carried_over_else_the_state(state, verdict):
    expected = {
        VerdictKind.IMPROVE: CarriedAs.PROPOSAL,
        VerdictKind.ROLL_OUT: CarriedAs.PROPOSAL,
    }.get(verdict)
    if verdict is None and state in {ProjectState.PLANNED, ProjectState.STOPPED}:
        expected = CarriedAs.REPORT

    assert carried_as(state, verdict) == expected


def test_the_tables_are_complete():
    assert set(MONEY_DEEDS) == set(MoneyKind)
    assert set(MONTHS) == set(Frequency)
    assert set(VERDICT_CARRIED_AS) == set(VerdictKind)
    assert set(PROJECT_CARRIED_AS) == set(ProjectState)


@pytest.mark.parametrize(
    ("table", "members"),
    [
        (names.PROJECT_STATES, ProjectState),
        (names.PROJECT_DEED_NAMES, ProjectDeed),
        (names.MONEY_KIND_NAMES, MoneyKind),
        (names.MONEY_SOURCE_NAMES, MoneySource),
        (names.LEVEL_NAMES, Level),
        (names.NATURE_NAMES, Nature),
        (names.DIRECTION_NAMES, Direction),
        (names.FREQUENCY_NAMES, Frequency),
        (names.PROGRESS, Progress),
        (names.SESSION_STATES, SessionState),
        (names.SESSION_DEED_NAMES, SessionDeed),
        (names.TIMELINESS, Timeliness),
        (names.COMMITMENT_STATES, CommitmentState),
        (names.COMMITMENT_DEED_NAMES, CommitmentDeed),
        (names.VERDICTS, VerdictKind),
    ],
)
def test_everything_has_a_name(table, members):
    assert set(table) == set(members)
