"""Other wordings: suggested, taken with credit or declined; earlier texts brought back."""

import pytest

from portal.lifecycle.errors import PhaseIsNotOpen, ReasonIsMissing
from portal.lifecycle.models import Event
from portal.lifecycle.phases import Phase
from portal.notices.models import Follow
from proposals.errors import (
    DeedIsNotOpen,
    DraftIsNotShared,
    NotAnAuthor,
    NothingIsChanged,
    PassageIsNotThere,
    RevisionIsUnknown,
    SuggestionIsDecided,
    TextHasChanged,
    TooManySuggestions,
)
from proposals.models import Credit, SharedDraft
from proposals.services import (
    Passage,
    accept_suggestion,
    decline_suggestion,
    edit_proposal,
    open_shared_draft,
    suggest_change,
)
from proposals.services.co_drafting import restore_revision
from proposals.services.suggesting import MOST_OPEN
from proposals.shared_text import SharedText
from proposals.states import ProposalState, SuggestionState
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.lifecycle import cycle_in
from tests.factories.proposals import DraftFactory, ProposalFactory
from tests.proposals.people import consented, joined
from tests.proposals.services.test_deeds import text_of

pytestmark = pytest.mark.django_db
WHY = "街灯より安くできるからです。"


def returned(**fields):
    return ProposalFactory(state=ProposalState.RETURNED, **fields)


def suggest(proposal, actor=None, *, field="means", before="街灯を建てる", after="反射板を付ける"):
    return suggest_change(
        actor=actor or UserFactory(),
        proposal_id=proposal.pk,
        passage=Passage(field, before, after, "安い"),
    )


def test_a_resident_suggests_to_change_what_is_worked_on_in_public_and_follows_it():
    proposal, resident = returned(), UserFactory()

    suggested = suggest(proposal, resident)

    assert (suggested.state, suggested.author) == (SuggestionState.OPEN, resident)
    assert Follow.objects.filter(user=resident, item=proposal.item).exists()
    assert Event.objects.get().kind == "proposals.change_suggested"


def test_of_a_draft_those_suggest_who_read_it():
    draft = DraftFactory()
    viewer = MembershipFactory(organisation=joined(draft).organisation, role="viewer").user

    suggest(draft, viewer)

    with pytest.raises(DraftIsNotShared):
        suggest(draft)


def test_a_suggestion_is_taken_as_a_revision_in_which_both_have_credit():
    draft = DraftFactory()
    open_shared_draft(proposal_id=draft.pk)
    body = consented(draft)
    viewer = MembershipFactory(organisation=body.organisation, role="viewer").user
    suggested = suggest(draft, viewer)

    accept_suggestion(actor=draft.author, suggestion_id=suggested.pk)

    draft.refresh_from_db()
    assert draft.means == "3か所に反射板を付ける。電気代は市が持つ。"
    assert draft.revision == 2
    assert set(Credit.objects.values_list("revision", "user")) == {
        (2, viewer.pk),
        (2, draft.author.pk),
    }
    # Those who write live have it, and consent is asked again.
    assert SharedText(bytes(SharedDraft.objects.get().state)).texts["means"] == draft.means
    assert draft.co_authors.without_consent().exists()
    suggested.refresh_from_db()
    assert (suggested.state, suggested.decided_by, suggested.revision) == (
        SuggestionState.ACCEPTED,
        draft.author,
        2,
    )


def test_without_a_passage_something_is_added_at_the_end():
    proposal = returned(gap="差がある。")
    suggested = suggest(proposal, field="gap", before="", after="もう一つ。")

    accept_suggestion(actor=proposal.author, suggestion_id=suggested.pk)

    proposal.refresh_from_db()
    assert proposal.gap == "差がある。\nもう一つ。"


def test_a_suggestion_is_declined_with_a_reason():
    proposal = returned()
    suggested = suggest(proposal)

    with pytest.raises(ReasonIsMissing):
        decline_suggestion(actor=proposal.author, suggestion_id=suggested.pk, answer="不要")
    decline_suggestion(actor=proposal.author, suggestion_id=suggested.pk, answer=WHY)

    proposal.refresh_from_db()
    suggested.refresh_from_db()
    assert (proposal.revision, suggested.answer) == (1, WHY)
    with pytest.raises(SuggestionIsDecided):
        accept_suggestion(actor=proposal.author, suggestion_id=suggested.pk)


def test_only_writers_decide():
    suggested = suggest(returned())

    with pytest.raises(NotAnAuthor):
        accept_suggestion(actor=suggested.author, suggestion_id=suggested.pk)
    with pytest.raises(NotAnAuthor):
        decline_suggestion(actor=suggested.author, suggestion_id=suggested.pk, answer=WHY)


def test_a_passage_that_was_rewritten_meanwhile_is_not_guessed_at():
    proposal = returned()
    suggested = suggest(proposal)
    edit_proposal(
        actor=proposal.author,
        proposal_id=proposal.pk,
        based_on=1,
        text=text_of(proposal, means="市が調べる。"),
    )

    with pytest.raises(PassageIsNotThere):
        accept_suggestion(actor=proposal.author, suggestion_id=suggested.pk)


def test_what_is_not_in_the_text_or_changes_nothing_is_not_suggested():
    with pytest.raises(PassageIsNotThere):
        suggest(returned(), before="花壇")
    with pytest.raises(NothingIsChanged):
        suggest(returned(), after="街灯を建てる")


def test_nobody_buries_the_writers():
    proposal, resident = returned(), UserFactory()
    for _ in range(MOST_OPEN):
        suggest(proposal, resident)

    with pytest.raises(TooManySuggestions):
        suggest(proposal, resident)


def test_nothing_is_suggested_when_nobody_may_edit():
    with pytest.raises(DeedIsNotOpen):
        suggest(ProposalFactory())
    with pytest.raises(PhaseIsNotOpen):
        suggest(returned(cycle=cycle_in(Phase.CHOOSE)))


def test_an_earlier_text_comes_back_as_a_new_revision():
    draft = DraftFactory(aim="はじめの姿")
    edit_proposal(
        actor=draft.author, proposal_id=draft.pk, based_on=1, text=text_of(draft, aim="別の姿")
    )

    restore_revision(actor=draft.author, proposal_id=draft.pk, revision=1, based_on=2)

    draft.refresh_from_db()
    assert (draft.aim, draft.revision) == ("はじめの姿", 3)


def test_a_text_is_brought_back_by_writers_upon_what_they_saw():
    draft = DraftFactory()
    edit_proposal(
        actor=draft.author, proposal_id=draft.pk, based_on=1, text=text_of(draft, aim="別の姿")
    )

    for actor, revision, based_on, refusal in [
        (UserFactory(), 1, 2, NotAnAuthor),
        (draft.author, 1, 1, TextHasChanged),
        (draft.author, 2, 2, RevisionIsUnknown),
        (draft.author, 9, 2, RevisionIsUnknown),
    ]:
        with pytest.raises(refusal):
            restore_revision(
                actor=actor, proposal_id=draft.pk, revision=revision, based_on=based_on
            )
