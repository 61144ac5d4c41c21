import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from portal.accounts.organisations import MemberRole
from proposals.models import Proposal, Report, ReportStateChange
from proposals.states import ReportState
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.proposals import (
    CoAuthorFactory,
    DraftFactory,
    ProposalFactory,
    ProposalSupportFactory,
    ReportFactory,
    ReportSupportFactory,
    ScreeningFactory,
)

pytestmark = pytest.mark.django_db


def test_stranger_is_not_admitted_to_a_draft():
    draft = DraftFactory()

    assert draft not in Proposal.objects.visible_to(UserFactory())
    assert draft not in Proposal.objects.visible_to(AnonymousUser())


def test_an_author_sees_the_draft():
    draft = DraftFactory()

    assert draft in Proposal.objects.visible_to(draft.author)


@pytest.mark.parametrize("role", MemberRole)
def test_members_of_a_listed_organisation_see_the_draft(role):
    listed = CoAuthorFactory()
    member = MembershipFactory(organisation=listed.organisation, role=role).user

    assert listed.proposal in Proposal.objects.visible_to(member)
    assert list(Proposal.objects.drafts_of(member)) == [listed.proposal]


def test_who_left_the_organisation_sees_the_draft_no_more():
    listed = CoAuthorFactory()
    former = MembershipFactory(organisation=listed.organisation, left_at=timezone.now()).user

    assert listed.proposal not in Proposal.objects.visible_to(former)


def test_everyone_sees_what_was_handed_in_once():
    proposal = ProposalFactory()
    for _ in range(2):
        CoAuthorFactory(proposal=proposal, organisation__name=f"団体{_}")

    assert list(Proposal.objects.visible_to(AnonymousUser())) == [proposal]
    assert list(Proposal.objects.visible_to(proposal.author)) == [proposal]


def test_supports_are_counted_beside_each():
    report = ReportSupportFactory().report
    ReportSupportFactory(report=report)
    proposal = ProposalSupportFactory().proposal
    lonely = ProposalFactory()

    assert Report.objects.listed().get(pk=report.pk).support_count == 2
    assert Proposal.objects.listed().get(pk=proposal.pk).support_count == 1
    assert Proposal.objects.listed().get(pk=lonely.pk).support_count == 0


@pytest.mark.parametrize(
    "point", [{"latitude": "35.6"}, {"longitude": "140.1"}, {"latitude": 91, "longitude": 0}]
)
@pytest.mark.parametrize("factory", [ReportFactory, ProposalFactory])
def test_the_database_refuses_half_a_point_and_one_off_the_earth(factory, point):
    with pytest.raises(IntegrityError), transaction.atomic():
        factory(**point)


def test_a_duplicate_names_the_other():
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportFactory(state=ReportState.DUPLICATE)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportFactory(duplicate_of=ReportFactory())


def test_what_the_city_answered_stays_as_it_was():
    report = ReportFactory()
    ReportStateChange.objects.create(
        report=report, from_state="received", to_state="looked_at", officer=UserFactory()
    )

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        report.state_changes.update(message="後から書き換え")


def test_a_costed_screening_names_its_cost():
    with pytest.raises(IntegrityError), transaction.atomic():
        ScreeningFactory(cost=None)
