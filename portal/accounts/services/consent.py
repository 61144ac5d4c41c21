"""Agreeing to the terms of use."""

from django.db import transaction
from django.utils.timezone import localdate

from portal.accounts.models import Consent, User
from portal.accounts.terms import version_on


@transaction.atomic
def agree_to_terms(*, user: User) -> Consent:
    """Write down that a person agrees to the terms as they hold today; once per version."""
    version = version_on(localdate())
    consent, _ = Consent.objects.get_or_create(user=user, version=version.name)
    return consent
