import pytest

from portal.lifecycle.errors import PhaseIsNotOpen
from portal.lifecycle.models import Event
from portal.lifecycle.phases import Phase
from portal.notices.models import Follow
from proposals.errors import (
    InvitationIsNotAccepted,
    NotAnAuthor,
    NotTheRepresentative,
    OrganisationIsListed,
    OrganisationIsNotVerified,
    TextHasChanged,
)
from proposals.models import CoAuthor
from proposals.services import (
    accept_co_authorship,
    consent_to_proposal,
    edit_proposal,
    invite_co_author,
    unlist_co_author,
)
from proposals.states import ProposalState
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.lifecycle import cycle_in
from tests.factories.proposals import CoAuthorFactory, DraftFactory
from tests.proposals.people import (
    consented,
    department,
    editor_of,
    joined,
    representative_of,
    verified_organisation,
)
from tests.proposals.services.test_deeds import text_of

pytestmark = pytest.mark.django_db


def test_an_organisation_is_invited_and_joins_by_its_representative():
    draft, body = DraftFactory(), verified_organisation()
    head = representative_of(body)

    listed = invite_co_author(actor=draft.author, proposal_id=draft.pk, organisation=body)
    accept_co_authorship(actor=head, co_author_id=listed.pk)

    listed.refresh_from_db()
    assert (listed.accepted_by, listed.consented_at) == (head, None)
    assert Follow.objects.filter(user=head, item=draft.item).exists()
    assert list(Event.objects.order_by("id").values_list("kind", flat=True)) == [
        "proposals.organisation_invited",
        "proposals.organisation_joined",
    ]


def test_a_department_may_write_too():
    draft, body = DraftFactory(), department()

    invite_co_author(actor=draft.author, proposal_id=draft.pk, organisation=body)

    assert draft.co_authors.get().organisation == body


def test_an_organisation_that_nobody_verified_is_not_invited():
    draft, body = DraftFactory(), OrganisationFactory(verified_at=None)

    with pytest.raises(OrganisationIsNotVerified):
        invite_co_author(actor=draft.author, proposal_id=draft.pk, organisation=body)


def test_nobody_is_invited_twice():
    draft = DraftFactory()
    body = joined(draft).organisation

    with pytest.raises(OrganisationIsListed):
        invite_co_author(actor=draft.author, proposal_id=draft.pk, organisation=body)


def test_a_stranger_invites_nobody():
    with pytest.raises(NotAnAuthor):
        invite_co_author(
            actor=UserFactory(),
            proposal_id=DraftFactory().pk,
            organisation=verified_organisation(),
        )


@pytest.mark.parametrize("who", [editor_of, lambda _: UserFactory()])
def test_only_the_representative_joins_and_consents(who):
    listed = CoAuthorFactory()
    actor = who(listed.organisation)

    with pytest.raises(NotTheRepresentative):
        accept_co_authorship(actor=actor, co_author_id=listed.pk)
    with pytest.raises(NotTheRepresentative):
        consent_to_proposal(actor=actor, co_author_id=listed.pk, revision=1)


def test_consent_comes_after_joining():
    listed = CoAuthorFactory()

    with pytest.raises(InvitationIsNotAccepted):
        consent_to_proposal(
            actor=representative_of(listed.organisation), co_author_id=listed.pk, revision=1
        )


def test_consent_is_to_the_very_text_that_was_read():
    draft = DraftFactory()
    listed = joined(draft)
    edit_proposal(
        actor=draft.author, proposal_id=draft.pk, based_on=1, text=text_of(draft, aim="別の姿")
    )

    with pytest.raises(TextHasChanged):
        consent_to_proposal(
            actor=representative_of(listed.organisation), co_author_id=listed.pk, revision=1
        )

    listed.refresh_from_db()
    assert listed.consented_at is None


def test_the_last_consent_makes_the_draft_ready():
    draft = DraftFactory()
    first, second = joined(draft), joined(draft)

    consent_to_proposal(
        actor=representative_of(first.organisation), co_author_id=first.pk, revision=1
    )
    draft.refresh_from_db()
    assert draft.state == ProposalState.DRAFT

    consent_to_proposal(
        actor=representative_of(second.organisation), co_author_id=second.pk, revision=1
    )
    draft.refresh_from_db()
    assert draft.state == ProposalState.CONSENTED


def test_a_later_invitation_asks_everyone_to_wait():
    draft = DraftFactory(state=ProposalState.CONSENTED)
    consented(draft)

    invite_co_author(actor=draft.author, proposal_id=draft.pk, organisation=verified_organisation())

    draft.refresh_from_db()
    assert draft.state == ProposalState.DRAFT


def test_when_the_one_who_was_missing_leaves_the_draft_is_ready():
    draft = DraftFactory()
    consented(draft)
    missing = joined(draft)

    unlist_co_author(actor=draft.author, co_author_id=missing.pk)

    draft.refresh_from_db()
    assert draft.state == ProposalState.CONSENTED


def test_a_draft_without_organisations_is_no_consented_one():
    draft = DraftFactory(state=ProposalState.CONSENTED)
    only = consented(draft)

    unlist_co_author(actor=draft.author, co_author_id=only.pk)

    draft.refresh_from_db()
    assert draft.state == ProposalState.DRAFT


def test_a_representative_declines_for_the_organisation():
    listed = CoAuthorFactory()

    unlist_co_author(actor=representative_of(listed.organisation), co_author_id=listed.pk)

    assert not CoAuthor.objects.exists()
    assert Event.objects.get().kind == "proposals.organisation_left"


def test_a_stranger_takes_nobody_off_the_list():
    listed = CoAuthorFactory()

    with pytest.raises(NotAnAuthor):
        unlist_co_author(actor=UserFactory(), co_author_id=listed.pk)


def test_outside_the_phase_nobody_joins():
    listed = CoAuthorFactory(proposal=DraftFactory(cycle=cycle_in(Phase.ESTIMATE)))

    with pytest.raises(PhaseIsNotOpen):
        accept_co_authorship(actor=representative_of(listed.organisation), co_author_id=listed.pk)
