import pytest

from portal.lifecycle import kinds, lineage
from portal.lifecycle.errors import PhaseIsNotOpen
from portal.lifecycle.models import Event
from portal.lifecycle.phases import Phase
from portal.notices.models import Follow
from proposals.errors import ConsentIsMissing, DeedIsNotOpen, NotAnAuthor, TextsAreMissing
from proposals.models import ProposalSupport
from proposals.services import (
    submit_proposal,
    support_proposal,
    withdraw_proposal_support,
)
from proposals.states import ProposalState
from tests.factories.accounts import UserFactory
from tests.factories.lifecycle import cycle_in
from tests.factories.proposals import DraftFactory, ProposalFactory, ReportFactory
from tests.proposals.people import consented, joined

pytestmark = pytest.mark.django_db


def test_handing_in_makes_the_proposal_public_and_tells_along_the_path():
    report = ReportFactory()
    draft = DraftFactory(cycle=report.item.cycle)
    lineage.link(report.item, draft.item)

    submit_proposal(actor=draft.author, proposal_id=draft.pk)

    draft.refresh_from_db()
    draft.item.refresh_from_db()
    assert draft.state == ProposalState.SUBMITTED
    assert draft.submitted_at is not None
    assert lineage.neighbours_of(report.item).after == [draft.item]
    event = Event.objects.get(item=draft.item)
    assert event.kind == "proposals.proposal_submitted"
    assert kinds.event_kind(event.kind).along_the_path


def test_a_refusal_names_those_who_have_not_consented():
    draft = DraftFactory()
    consented(draft)
    missing = joined(draft)

    with pytest.raises(ConsentIsMissing, match=missing.organisation.name) as refusal:
        submit_proposal(actor=draft.author, proposal_id=draft.pk)

    assert refusal.value.organisations == [missing.organisation.name]
    draft.item.refresh_from_db()
    assert not draft.item.is_public


@pytest.mark.parametrize("field", ["summary", "aim", "situation", "gap", "means"])
def test_what_is_handed_in_has_no_gaps(field):
    draft = DraftFactory(**{field: ""})

    with pytest.raises(TextsAreMissing, match=str(draft._meta.get_field(field).verbose_name)):
        submit_proposal(actor=draft.author, proposal_id=draft.pk)


def test_what_is_handed_in_has_a_theme():
    draft = DraftFactory(theme=None)

    with pytest.raises(TextsAreMissing, match="テーマ"):
        submit_proposal(actor=draft.author, proposal_id=draft.pk)


def test_a_stranger_hands_nothing_in():
    with pytest.raises(NotAnAuthor):
        submit_proposal(actor=UserFactory(), proposal_id=DraftFactory().pk)


def test_after_drafting_nothing_new_is_handed_in_but_what_was_sent_back():
    cycle = cycle_in(Phase.ESTIMATE)
    draft = DraftFactory(cycle=cycle)
    returned = ProposalFactory(state=ProposalState.RETURNED, cycle=cycle)
    first_time = returned.submitted_at

    with pytest.raises(PhaseIsNotOpen):
        submit_proposal(actor=draft.author, proposal_id=draft.pk)

    again = submit_proposal(actor=returned.author, proposal_id=returned.pk)
    assert (again.state, again.submitted_at) == (ProposalState.SUBMITTED, first_time)


def test_support_counts_once_and_follows():
    proposal, neighbour = ProposalFactory(), UserFactory()

    support_proposal(actor=neighbour, proposal=proposal)
    support_proposal(actor=neighbour, proposal=proposal)

    assert ProposalSupport.objects.count() == 1
    assert Follow.objects.filter(user=neighbour, item=proposal.item).count() == 1


def test_support_is_taken_back():
    proposal, neighbour = ProposalFactory(), UserFactory()
    support_proposal(actor=neighbour, proposal=proposal)

    withdraw_proposal_support(actor=neighbour, proposal=proposal)

    assert not proposal.supports.exists()


def test_support_has_its_phase_and_its_states():
    with pytest.raises(PhaseIsNotOpen):
        support_proposal(
            actor=UserFactory(), proposal=ProposalFactory(cycle=cycle_in(Phase.EXECUTE))
        )
    with pytest.raises(DeedIsNotOpen):
        support_proposal(
            actor=UserFactory(), proposal=ProposalFactory(state=ProposalState.DECLINED)
        )
