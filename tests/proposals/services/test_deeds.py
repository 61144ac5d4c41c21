"""Every deed in every state: the table decides, and nothing else happens."""

import pytest

from portal.lifecycle.phases import Phase
from proposals.errors import DeedIsNotOpen
from proposals.services import (
    AppealAnswer,
    Findings,
    ProposalText,
    accept_co_authorship,
    appeal_screening,
    begin_screening,
    consent_to_proposal,
    decide_appeal,
    edit_proposal,
    invite_co_author,
    screen_proposal,
    submit_proposal,
    support_proposal,
    unlist_co_author,
)
from proposals.states import (
    DEED_OF_OUTCOME,
    DEED_OF_VERDICT,
    PRIVATE_STATES,
    PROPOSAL_DEEDS,
    AppealOutcome,
    Heading,
    Judgement,
    ProposalDeed,
    ProposalState,
    ScreeningVerdict,
)
from tests.factories.accounts import UserFactory
from tests.factories.lifecycle import cycle_in
from tests.factories.proposals import (
    AppealFactory,
    CoAuthorFactory,
    ProposalFactory,
    ScreeningFactory,
)
from tests.proposals.people import (
    compared,
    department,
    editor_of,
    joined,
    representative_of,
    verified_organisation,
)

pytestmark = pytest.mark.django_db


def text_of(proposal, **changes):
    names = ("title", "summary", "aim", "situation", "gap", "means", "theme", "area", "delivery")
    return ProposalText(**{**{name: getattr(proposal, name) for name in names}, **changes})


def edit(proposal):
    edit_proposal(
        actor=proposal.author,
        proposal_id=proposal.pk,
        based_on=proposal.revision,
        text=text_of(proposal, aim="もっと明るいまち"),
    )


def invite(proposal):
    invite_co_author(
        actor=proposal.author, proposal_id=proposal.pk, organisation=verified_organisation()
    )


def answer_invitation(proposal):
    listed = CoAuthorFactory(proposal=proposal)
    accept_co_authorship(actor=representative_of(listed.organisation), co_author_id=listed.pk)


def unlist(proposal):
    unlist_co_author(actor=proposal.author, co_author_id=joined(proposal).pk)


def consent(proposal):
    joined(proposal)
    complete_consent(proposal)


def complete_consent(proposal):
    listed = joined(proposal)
    consent_to_proposal(
        actor=representative_of(listed.organisation),
        co_author_id=listed.pk,
        revision=proposal.revision,
    )


def submit(proposal):
    submit_proposal(actor=proposal.author, proposal_id=proposal.pk)


def support(proposal):
    support_proposal(actor=UserFactory(), proposal=proposal)


def take_up(proposal):
    body = department()
    begin_screening(actor=editor_of(body), proposal_id=proposal.pk, department=body)


def give(verdict):
    def screen(proposal):
        body = department()
        ScreeningFactory(proposal=proposal, department=body, verdict="", at=None)
        costed = verdict == ScreeningVerdict.COSTED
        screen_proposal(
            actor=editor_of(body),
            proposal_id=proposal.pk,
            findings=Findings(
                verdict=verdict,
                answer="次の理由でこのように判断しました。",
                judgements=dict.fromkeys(
                    Heading,
                    Judgement.CONDITIONAL,
                ),
                law="問題ない。",
                cost_finding="見積もりのとおり。",
                duplication="ない。",
                feasibility="できる。",
                option=compared(proposal) if costed else None,
            ),
        )

    return screen


def appeal(proposal):
    ScreeningFactory(proposal=proposal, verdict=ScreeningVerdict.DECLINED, cost=None)
    appeal_screening(
        actor=proposal.author, proposal_id=proposal.pk, reason="費用の見積もりに誤りがあります。"
    )


def decide(outcome):
    def answer(proposal):
        ScreeningFactory(proposal=proposal, verdict=ScreeningVerdict.DECLINED, cost=None)
        AppealFactory(proposal=proposal)
        body = department()
        decide_appeal(
            actor=editor_of(body),
            proposal_id=proposal.pk,
            department=body,
            answer=AppealAnswer(outcome, "見積もりをもう一度確かめました。"),
        )

    return answer


DEEDS = {
    ProposalDeed.EDIT: edit,
    ProposalDeed.INVITE: invite,
    ProposalDeed.ANSWER_INVITATION: answer_invitation,
    ProposalDeed.UNLIST: unlist,
    ProposalDeed.CONSENT: consent,
    ProposalDeed.COMPLETE_CONSENT: complete_consent,
    ProposalDeed.SUBMIT: submit,
    ProposalDeed.SUPPORT: support,
    ProposalDeed.TAKE_UP: take_up,
    ProposalDeed.APPEAL: appeal,
    **{DEED_OF_OUTCOME[outcome]: decide(outcome) for outcome in AppealOutcome},
    **{deed: give(verdict) for verdict, deed in DEED_OF_VERDICT.items()},
}


def test_every_deed_is_tried():
    assert set(DEEDS) == set(ProposalDeed)


@pytest.mark.parametrize("deed", ProposalDeed)
@pytest.mark.parametrize("state", ProposalState)
def test_a_deed_follows_the_table(state, deed):
    proposal = ProposalFactory(
        state=state,
        is_public=state not in PRIVATE_STATES,
        cycle=cycle_in(Phase.DESIGN, Phase.ESTIMATE),
    )

    if deed in PROPOSAL_DEEDS[state]:
        DEEDS[deed](proposal)
        proposal.refresh_from_db()
        assert proposal.state == PROPOSAL_DEEDS[state][deed]
        assert proposal.item.is_public == (proposal.state not in PRIVATE_STATES)
    else:
        with pytest.raises(DeedIsNotOpen):
            DEEDS[deed](proposal)
        proposal.refresh_from_db()
        assert (proposal.state, proposal.revision) == (state, 1)
