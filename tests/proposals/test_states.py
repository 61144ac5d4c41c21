"""The tables themselves: nothing is left out, nothing leads nowhere."""

import pytest

from proposals.names import (
    CHANNEL_NAMES,
    CRITERION_NAMES,
    DEED_NAMES,
    DELIVERY_NAMES,
    HEADING_NAMES,
    JUDGEMENTS,
    OUTCOMES,
    PROPOSAL_STATES,
    REPORT_STATES,
    RISK_NAMES,
    VERDICT_NAMES,
)
from proposals.states import (
    CONTRADICTED,
    DEED_OF_OUTCOME,
    DEED_OF_VERDICT,
    EXPLAINED,
    PRIVATE_STATES,
    PROPOSAL_DEEDS,
    REPORT_TRANSITIONS,
    AppealOutcome,
    Channel,
    Criterion,
    Delivery,
    Heading,
    Judgement,
    ProposalDeed,
    ProposalState,
    ReportState,
    Risk,
    ScreeningVerdict,
)


@pytest.mark.parametrize(
    ("table", "keys"),
    [
        (REPORT_TRANSITIONS, ReportState),
        (REPORT_STATES, ReportState),
        (PROPOSAL_DEEDS, ProposalState),
        (PROPOSAL_STATES, ProposalState),
        (DEED_NAMES, ProposalDeed),
        (CHANNEL_NAMES, Channel),
        (DELIVERY_NAMES, Delivery),
        (VERDICT_NAMES, ScreeningVerdict),
        (DEED_OF_VERDICT, ScreeningVerdict),
        (CONTRADICTED, ScreeningVerdict),
        (HEADING_NAMES, Heading),
        (JUDGEMENTS, Judgement),
        (CRITERION_NAMES, Criterion),
        (OUTCOMES, AppealOutcome),
        (RISK_NAMES, Risk),
        (DEED_OF_OUTCOME, AppealOutcome),
    ],
)
def test_a_table_has_a_row_for_each(table, keys):
    assert set(table) == set(keys)


def test_every_mark_on_the_map_has_a_shape_of_its_own():
    shapes = [text.shape for text in REPORT_STATES.values()]

    assert all(shapes)
    assert len(set(shapes)) == len(ReportState)


def test_a_report_comes_to_every_state_and_out_of_every_state():
    reached = {ReportState.RECEIVED}.union(*REPORT_TRANSITIONS.values())

    assert reached == set(ReportState)
    assert all(REPORT_TRANSITIONS.values())


def test_no_report_changes_into_the_state_it_is_in():
    assert not [state for state, after in REPORT_TRANSITIONS.items() if state in after]


def test_every_end_of_a_report_is_explained():
    ends = {s for s, after in REPORT_TRANSITIONS.items() if ReportState.REOPENED in after}

    assert ends <= EXPLAINED


def test_every_deed_is_open_in_some_state():
    assert {deed for deeds in PROPOSAL_DEEDS.values() for deed in deeds} == set(ProposalDeed)


def test_only_handing_in_makes_a_draft_public():
    leaving = {
        deed
        for state in PRIVATE_STATES
        for deed, after in PROPOSAL_DEEDS[state].items()
        if after not in PRIVATE_STATES
    }

    assert leaving == {ProposalDeed.SUBMIT}


def test_what_was_handed_in_is_never_hidden_again():
    for state in set(ProposalState) - PRIVATE_STATES:
        assert not PRIVATE_STATES.intersection(PROPOSAL_DEEDS[state].values())


def test_a_draft_gets_no_support():
    assert not [s for s in PRIVATE_STATES if ProposalDeed.SUPPORT in PROPOSAL_DEEDS[s]]
