"""What a person has agreed to, and who depends on them."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import localdate

from portal.accounts.models import Consent, Membership, Organisation, User
from portal.accounts.terms import version_on


def consents_to_terms(user: User) -> QuerySet[Consent]:
    """The person's agreement to the terms as they hold today; empty where they gave none."""
    return Consent.objects.filter(user=user, version=version_on(localdate()).name)


def has_agreed_to_terms(user: User) -> bool:
    """Whether the person agreed to the terms as they hold today. One query.

    Asked before anything is written: by the middleware for pages, by consumers for sockets.
    """
    return consents_to_terms(user).exists()


def solely_represented_by(user: User) -> QuerySet[Organisation]:
    """The organisations that would have no representative without this person."""
    others = Membership.objects.representing().filter(organisation=OuterRef("pk"))
    return (
        Organisation.objects.active()
        .filter(memberships__in=Membership.objects.representing().filter(user=user))
        .filter(~Exists(others.exclude(user=user)))
    )
