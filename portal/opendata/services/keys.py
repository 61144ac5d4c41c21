"""Keys of programs: made by an officer, shown once, revoked at any time."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import Organisation, User
from portal.accounts.services.audit import record
from portal.opendata.deeds import all_deeds
from portal.opendata.errors import KeysAreForOfficers, UnknownScope
from portal.opendata.models import ApiKey

PREFIX = "tomoni_"
DAYS_VALID = 365
HINT = len(PREFIX) + 4


def hash_of_key(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


@transaction.atomic
def make_key(
    *, actor: User, organisation: Organisation, name: str, scopes: Sequence[str]
) -> tuple[ApiKey, str]:
    """A new key for a program of a department, and the key itself, which nobody sees again.

    Raises:
        KeysAreForOfficers: the actor does not act for that department.
        UnknownScope.
    """
    departments = Organisation.objects.departments().acted_for_by(actor)
    if not departments.filter(pk=organisation.pk).exists():
        raise KeysAreForOfficers
    known = {deed.name for deed in all_deeds()}
    if not scopes or not known.issuperset(scopes):
        raise UnknownScope
    key = PREFIX + secrets.token_urlsafe(32)
    made = ApiKey.objects.create(
        owner=actor,
        organisation=organisation,
        name=name,
        scopes=sorted(scopes),
        hint=key[:HINT],
        key_hash=hash_of_key(key),
        expires_at=timezone.now() + timedelta(days=DAYS_VALID),
    )
    record("make_key", actor=actor, subject=made, scopes=" ".join(made.scopes))
    return made, key


@transaction.atomic
def revoke_key(*, actor: User, key: ApiKey) -> None:
    """End a key at once; doing it twice changes nothing. It is the actor's own."""
    if key.owner_id != actor.pk:
        raise KeysAreForOfficers
    if ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=timezone.now()):
        record("revoke_key", actor=actor, subject=key)


def key_shown(key: str) -> ApiKey | None:
    """The key in force whose letters these are, whose officer still acts for the department."""
    found = (
        ApiKey.objects.in_force()
        .select_related("owner", "organisation")
        .filter(key_hash=hash_of_key(key), owner__is_active=True)
        .first()
    )
    if found is None or not Organisation.objects.filter(pk=found.organisation_id).acted_for_by(
        found.owner
    ):
        return None
    ApiKey.objects.filter(pk=found.pk).update(last_used_at=timezone.now())
    return found
