"""Invented people and organisations."""

import factory
from allauth.account.models import EmailAddress
from django.utils import timezone
from factory.django import DjangoModelFactory

from portal.accounts.models import Membership, Organisation, RoleGrant, User
from portal.accounts.organisations import MemberRole, OrganisationKind
from portal.accounts.roles import NEEDS_AREA
from portal.accounts.services.consent import agree_to_terms
from tests.factories.registers import AreaFactory


class UserFactory(DjangoModelFactory[User]):
    """A person who has confirmed the address and agreed to the terms, unless told otherwise."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"resident{n}@example.jp")
    display_name = factory.Sequence(lambda n: f"住民{n}")

    @factory.post_generation
    def confirmed(self: User, create: bool, extracted: bool | None, **kwargs: object) -> None:
        if create:
            EmailAddress.objects.create(
                user=self, email=self.email, primary=True, verified=extracted is not False
            )

    @factory.post_generation
    def agreed(self: User, create: bool, extracted: bool | None, **kwargs: object) -> None:
        if create and extracted is not False:
            agree_to_terms(user=self)


class OrganisationFactory(DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    kind = OrganisationKind.NPO
    name = factory.Sequence(lambda n: f"団体{n}")
    area = factory.SubFactory(AreaFactory)

    class Params:
        verified = factory.Trait(verified_at=factory.LazyFunction(timezone.now))


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = MemberRole.REPRESENTATIVE


class RoleGrantFactory(DjangoModelFactory[RoleGrant]):
    class Meta:
        model = RoleGrant

    user = factory.SubFactory(UserFactory)
    area = factory.LazyAttribute(lambda grant: AreaFactory() if grant.role in NEEDS_AREA else None)


def member_of(organisation, role=MemberRole.REPRESENTATIVE, **fields):
    """A person with this part in the organisation."""
    return MembershipFactory(organisation=organisation, role=role, user=UserFactory(**fields)).user
