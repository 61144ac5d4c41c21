from itertools import product

import pytest

from portal.accounts.roles import Role
from portal.lifecycle.names import ACTION_NAMES, PHASE_TEXTS, STATE_NAMES
from portal.lifecycle.phases import (
    OPEN_ACTIONS,
    OUTSIDE_PHASES,
    TRANSITIONS,
    WHO_MAY,
    Action,
    Phase,
    PhaseState,
    may,
    phases_opening,
)


def test_there_are_ten_phases_numbered_in_their_order():
    assert [phase.value for phase in Phase] == list(range(1, 11))


@pytest.mark.parametrize("phase", Phase)
def test_every_phase_opens_something_to_residents(phase):
    assert any(may(Role.RESIDENT, phase, action) for action in Action)


@pytest.mark.parametrize("phase", Phase)
def test_every_phase_lets_residents_speak(phase):
    assert may(Role.RESIDENT, phase, Action.COMMENT)


@pytest.mark.parametrize("phase", Phase)
def test_a_visitor_without_an_account_only_reads(phase):
    assert not any(may(Role.VISITOR, phase, action) for action in Action)


# The law once more, row by row, as lifecycle.md has it: the phases and the roles of each action.
CITY = {Role.DEPARTMENT_OFFICER}
BODIES = {Role.ORGANISATION_REPRESENTATIVE, Role.ORGANISATION_EDITOR}
LAW = {
    Action.CHANGE_PHASE: ((), {Role.ADMINISTRATOR}),
    Action.COMMENT: (range(1, 11), {Role.RESIDENT}),
    Action.HOLD_DIALOGUE: (range(1, 11), CITY | {Role.FACILITATOR, Role.MAYORS_OFFICE}),
    Action.REQUEST_EVIDENCE: ([1], {Role.RESIDENT}),
    Action.ATTACH_EVIDENCE: ([1, 2, 4, 5], CITY | BODIES),
    Action.REPORT_ISSUE: ([2], {Role.RESIDENT}),
    Action.SUPPORT_ISSUE: ([2, 3], {Role.RESIDENT}),
    Action.ANSWER_REPORT: ([2, 3], CITY | {Role.WARD_OFFICER}),
    Action.SORT_ISSUES: ([3], {Role.FACILITATOR}),
    Action.DRAFT_PROPOSAL: ([4], {Role.RESIDENT}),
    Action.SUBMIT_PROPOSAL: ([4], {Role.RESIDENT}),
    Action.RESUBMIT_PROPOSAL: ([4, 5], {Role.RESIDENT}),
    Action.SUPPORT_PROPOSAL: ([4, 5], {Role.RESIDENT}),
    Action.SCREEN_PROPOSAL: ([5], CITY),
    Action.ESTIMATE_COST: ([5], CITY),
    Action.ANSWER_QUESTION: ([5], {Role.RESIDENT}),
    Action.SCORE_PROPOSAL: ([5], {Role.REVIEWER}),
    Action.APPEAL_SCREENING: ([5], {Role.RESIDENT}),
    Action.DECIDE_APPEAL: ([5], CITY),
    Action.PREPARE_PRIORITY_ELECTION: ([6], {Role.ADMINISTRATOR}),
    Action.PREPARE_BUDGET_ELECTION: ([7], {Role.ADMINISTRATOR}),
    Action.ANSWER_PRIORITIES: ([7], {Role.MAYORS_OFFICE}),
    Action.RECORD_DECISION: ([7], {Role.MAYORS_OFFICE}),
    Action.UPDATE_PROJECT: ([8, 9], CITY | BODIES),
    Action.RECORD_READING: ([8, 9], CITY | BODIES | {Role.ANALYST}),
    Action.HOLD_REVIEW: ([9], {Role.ANALYST, Role.FACILITATOR}),
    Action.ASK_REVIEW: ([9], {Role.RESIDENT}),
    Action.GIVE_VERDICT: ([9, 10], {Role.PANEL_MEMBER}),
    Action.ENDORSE_IMPROVEMENT: ([10], {Role.RESIDENT}),
    Action.CARRY_OVER: ([10], {Role.PANEL_MEMBER, Role.MAYORS_OFFICE}),
    Action.HOLD_KEYS: ([], {Role.TRUSTEE}),
    Action.LIST_VOTERS: ([], {Role.REGISTRAR}),
    Action.CERTIFY_RESULT: ([], {Role.AUDITOR}),
}


def test_the_law_speaks_of_every_action():
    assert set(LAW) == set(Action)


@pytest.mark.parametrize(("role", "phase"), list(product(Role, Phase)))
def test_a_role_may_do_in_a_phase_exactly_what_the_law_says(role, phase):
    lawful = {
        action for action, (phases, roles) in LAW.items() if phase in phases and role in roles
    }

    assert {action for action in Action if may(role, phase, action)} == lawful


def test_the_tables_are_complete():
    assert set(OPEN_ACTIONS) == set(Phase)
    assert set(WHO_MAY) == set(Action)
    assert set(TRANSITIONS) == set(PhaseState)
    assert set(PHASE_TEXTS) == set(Phase)
    assert set(STATE_NAMES) == set(PhaseState)
    assert set(ACTION_NAMES) == set(Action)


@pytest.mark.parametrize("action", sorted(set(Action) - OUTSIDE_PHASES))
def test_every_action_is_open_in_some_phase_and_allowed_to_someone(action):
    assert phases_opening(action)
    assert WHO_MAY[action]


@pytest.mark.parametrize("action", sorted(OUTSIDE_PHASES))
def test_an_action_outside_the_phases_is_open_in_none(action):
    assert phases_opening(action) == ()


def test_a_phase_left_out_can_come_back_only_as_one_ahead():
    assert TRANSITIONS[PhaseState.LEFT_OUT] == {PhaseState.AHEAD}


def test_a_phase_never_goes_from_ahead_to_closed_without_having_been_open():
    assert PhaseState.CLOSED not in TRANSITIONS[PhaseState.AHEAD]
