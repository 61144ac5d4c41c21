"""What is written live, and what the deeds upon the text make of it."""

import pytest

from portal.accounts.roles import Role
from portal.lifecycle.errors import PhaseIsNotOpen
from portal.lifecycle.phases import WHO_MAY, Action, Phase
from proposals.errors import (
    ConsentIsMissing,
    DeedIsNotOpen,
    DraftIsFull,
    EditedMeanwhile,
    NotAnAuthor,
    TextHasChanged,
    UpdateIsUnfit,
)
from proposals.models import Credit, SharedDraft
from proposals.services import (
    Written,
    co_drafting,
    consent_to_proposal,
    edit_proposal,
    open_shared_draft,
    settle_draft,
    submit_proposal,
    write_together,
)
from proposals.shared_text import FIELDS, SharedText
from proposals.states import ProposalState
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.lifecycle import cycle_in
from tests.factories.proposals import DraftFactory, ProposalFactory
from tests.proposals.people import consented, editor_of, joined, representative_of
from tests.proposals.services.test_deeds import text_of

pytestmark = pytest.mark.django_db


def opened(**fields):
    draft = DraftFactory(**fields)
    open_shared_draft(proposal_id=draft.pk)
    return draft


def document(draft):
    shared = SharedDraft.objects.get(pk=draft.pk)
    return SharedText(bytes(shared.state), [bytes(each.data) for each in shared.updates.all()])


def update(draft, **texts):
    return document(draft).rewrite(texts)


def write(draft, actor, **texts):
    refusals, _ = write_together(
        proposal_id=draft.pk, written=[Written(actor.pk, update(draft, **texts))]
    )
    return refusals[0]


def test_a_draft_that_is_opened_live_says_what_it_said():
    draft = opened()

    assert document(draft).texts == {name: getattr(draft, name) for name in FIELDS}


def test_opening_it_again_changes_nothing():
    draft = opened()
    state = bytes(SharedDraft.objects.get().state)

    open_shared_draft(proposal_id=draft.pk)

    assert bytes(SharedDraft.objects.get().state) == state


def test_what_is_written_live_becomes_one_revision_with_all_its_writers():
    draft = opened()
    colleague = editor_of(joined(draft).organisation)
    write(draft, draft.author, aim="新しい姿")
    write(draft, colleague, means="新しい手段")

    settle_draft(proposal_id=draft.pk)

    draft.refresh_from_db()
    assert (draft.aim, draft.means, draft.revision) == ("新しい姿", "新しい手段", 2)
    newest = draft.history.first()
    assert (newest.revision, newest.history_user) == (2, colleague)
    assert set(Credit.objects.values_list("revision", "user")) == {
        (2, draft.author.pk),
        (2, colleague.pk),
    }
    shared = SharedDraft.objects.get()
    assert shared.is_settled
    assert not shared.updates.exists()
    assert draft.item.title == draft.title


def test_settling_twice_makes_no_second_revision():
    draft = opened()
    write(draft, draft.author, title="明るい通学路")

    assert settle_draft(proposal_id=draft.pk) == settle_draft(proposal_id=draft.pk) == 2
    draft.item.refresh_from_db()
    assert draft.item.title == "明るい通学路"


def test_what_was_written_and_struck_out_again_is_no_revision():
    draft = opened()
    before = draft.aim
    write(draft, draft.author, aim="別の姿")
    write(draft, draft.author, aim=before)

    assert settle_draft(proposal_id=draft.pk) == 1
    assert not Credit.objects.exists()


def test_what_several_send_at_once_is_one_step():
    draft = opened()
    colleague = editor_of(joined(draft).organisation)
    written = [
        Written(draft.author.pk, update(draft, aim="姿")),
        Written(colleague.pk, update(draft, means="手段")),
    ]

    assert write_together(proposal_id=draft.pk, written=written) == ([None, None], 1)
    assert SharedDraft.objects.get().step == 2
    assert (document(draft).texts["aim"], document(draft).texts["means"]) == ("姿", "手段")


@pytest.mark.parametrize("who", ["stranger", "viewer", "invited", "closed account"])
def test_only_those_who_write_the_draft_are_taken_down(who):
    draft = opened()
    listed = joined(draft)
    actor = UserFactory()
    if who == "viewer":
        actor = MembershipFactory(organisation=listed.organisation, role="viewer").user
    elif who == "invited":
        listed.accepted_at = None
        listed.save()
        actor = editor_of(listed.organisation)
    elif who == "closed account":
        actor = editor_of(listed.organisation)
        actor.is_active = False
        actor.save()
    data = update(draft, aim="横から")

    refusals, unsettled = write_together(
        proposal_id=draft.pk,
        written=[Written(actor.pk, data), Written(draft.author.pk, update(draft, gap="差"))],
    )

    assert isinstance(refusals[0], NotAnAuthor)
    assert (refusals[1], unsettled) == (None, 1)
    assert document(draft).texts["aim"] == draft.aim


def test_one_who_may_write_stands_for_all_because_every_account_may():
    for action in (Action.DRAFT_PROPOSAL, Action.RESUBMIT_PROPOSAL):
        assert Role.RESIDENT in WHO_MAY[action]


def test_nothing_is_taken_down_once_drafting_is_over():
    draft = opened(cycle=cycle_in(Phase.ESTIMATE))

    with pytest.raises(PhaseIsNotOpen):
        write(draft, draft.author, aim="遅れて")


def test_nothing_is_taken_down_once_it_was_handed_in():
    handed_in = ProposalFactory()
    open_shared_draft(proposal_id=handed_in.pk)

    with pytest.raises(DeedIsNotOpen):
        write(handed_in, handed_in.author, aim="遅れて")


@pytest.mark.parametrize("data", [b"", b"\xff" * 9, b"\x00" * (co_drafting.MOST_UPDATE_BYTES + 1)])
def test_what_is_no_update_or_too_big_is_refused(data):
    draft = opened()

    [refusal], _ = write_together(proposal_id=draft.pk, written=[Written(draft.author.pk, data)])

    assert isinstance(refusal, UpdateIsUnfit)
    assert SharedDraft.objects.get().is_settled


def test_a_full_document_takes_no_more_and_the_plain_form_still_does(monkeypatch):
    draft = opened()
    monkeypatch.setattr(co_drafting, "MOST_DRAFT_BYTES", 1)

    assert isinstance(write(draft, draft.author, aim="姿"), DraftIsFull)
    edit_proposal(
        actor=draft.author, proposal_id=draft.pk, based_on=1, text=text_of(draft, aim="姿")
    )
    assert document(draft).texts["aim"] == "姿"


def test_hidden_letters_and_a_second_line_in_the_title_are_left_out_of_the_revision():
    draft = opened()
    write(draft, draft.author, title="明るい\n道\u202e", aim="姿\u200b\u0000")

    settle_draft(proposal_id=draft.pk)

    draft.refresh_from_db()
    assert (draft.title, draft.aim) == ("明るい 道", "姿")


def test_a_title_is_never_empty_and_a_long_summary_is_cut_at_its_column():
    draft = opened()
    title = draft.title
    write(draft, draft.author, title="", summary="長" * 300)

    settle_draft(proposal_id=draft.pk)

    draft.refresh_from_db()
    assert (draft.title, draft.summary) == (title, "長" * 200)
    assert document(draft).texts["summary"] == "長" * 300


# --- with the other ways to change a text, and the deeds that depend on it -------------------


def test_a_plain_form_reaches_those_who_write_live_and_meets_what_they_write():
    draft = opened()
    live = update(draft, aim="夜も昼も安心して歩けるまち")
    edit_proposal(
        actor=draft.author,
        proposal_id=draft.pk,
        based_on=1,
        text=text_of(draft, means="新しい手段"),
    )

    write_together(proposal_id=draft.pk, written=[Written(draft.author.pk, live)])
    settle_draft(proposal_id=draft.pk)

    draft.refresh_from_db()
    assert (draft.aim, draft.means) == ("夜も昼も安心して歩けるまち", "新しい手段")
    assert draft.revision == 3


def test_a_plain_form_upon_an_older_text_overwrites_nothing_that_was_written_live():
    draft = opened()
    write(draft, draft.author, aim="先に書いた")

    with pytest.raises(EditedMeanwhile) as refusal:
        edit_proposal(
            actor=draft.author,
            proposal_id=draft.pk,
            based_on=1,
            text=text_of(draft, aim="後から書いた"),
        )

    assert (refusal.value.current.revision, refusal.value.current.aim) == (2, "先に書いた")
    draft.refresh_from_db()
    # What the person is shown is a revision: a second look finds the same.
    assert (draft.revision, draft.aim) == (2, "先に書いた")


def test_consent_is_left_behind_by_the_first_stroke():
    draft = opened(state=ProposalState.CONSENTED)
    consented(draft)

    write(draft, draft.author, aim="別の姿")

    draft.refresh_from_db()
    assert draft.state == ProposalState.DRAFT
    settle_draft(proposal_id=draft.pk)
    assert draft.co_authors.without_consent().count() == 1


def test_nobody_consents_to_what_was_written_after_they_read():
    draft = opened()
    listed = joined(draft)
    write(draft, draft.author, aim="別の姿")

    with pytest.raises(TextHasChanged):
        consent_to_proposal(
            actor=representative_of(listed.organisation), co_author_id=listed.pk, revision=1
        )


def test_what_nobody_consented_to_is_not_handed_in():
    draft = opened(state=ProposalState.CONSENTED)
    consented(draft)
    write(draft, draft.author, aim="別の姿")

    with pytest.raises(ConsentIsMissing):
        submit_proposal(actor=draft.author, proposal_id=draft.pk)


def test_one_who_writes_alone_hands_in_what_was_written_last():
    draft = opened()
    write(draft, draft.author, aim="最後の姿")

    submit_proposal(actor=draft.author, proposal_id=draft.pk)

    draft.refresh_from_db()
    assert (draft.aim, draft.state) == ("最後の姿", ProposalState.SUBMITTED)
