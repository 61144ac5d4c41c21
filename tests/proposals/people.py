"""Who acts in these tests."""

from django.utils import timezone

from portal.accounts.organisations import MemberRole, OrganisationKind
from proposals.states import Delivery
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.factories.proposals import CoAuthorFactory, DeliveryOptionFactory


def representative_of(organisation):
    return MembershipFactory(organisation=organisation, role=MemberRole.REPRESENTATIVE).user


def editor_of(organisation):
    return MembershipFactory(organisation=organisation, role=MemberRole.EDITOR).user


def verified_organisation(**fields):
    return OrganisationFactory(verified_at=timezone.now(), **fields)


def department():
    return OrganisationFactory(kind=OrganisationKind.DEPARTMENT)


def officer():
    return editor_of(department())


def compared(proposal):
    """A proposal whose ways of delivery are compared; the number of the one for the vote."""
    DeliveryOptionFactory(proposal=proposal, delivery=Delivery.CITY, price=2_000_000)
    return DeliveryOptionFactory(proposal=proposal).pk


def joined(proposal, **fields):
    """An organisation that has accepted to write with the author."""
    return CoAuthorFactory(
        proposal=proposal,
        organisation=verified_organisation(),
        accepted_at=timezone.now(),
        **fields,
    )


def consented(proposal):
    return joined(proposal, consented_at=timezone.now(), consented_revision=proposal.revision)
