"""A ward officer looks at an organisation, and says yes or no with a reason."""

from functools import partial

from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.accounts.errors import (
    NameIsTaken,
    OwnOrganisation,
    ReasonIsTooShort,
    VerificationIsNotAwaited,
)
from portal.accounts.locks import hold_organisation
from portal.accounts.models import Organisation, User, Verification
from portal.accounts.organisations import Deed
from portal.accounts.permissions import require_deed, require_role
from portal.accounts.roles import Role
from portal.accounts.services import audit
from portal.accounts.services.telling import tell_representatives


@transaction.atomic
def ask_for_verification(*, organisation: Organisation, actor: User) -> Organisation:
    """Ask the ward office to look (again) at an organisation.

    Raises:
        MemberRoleIsRequired: the actor does not represent it.
        VerificationIsNotAwaited: it is verified, or was asked for already.
    """
    held = hold_organisation(organisation.pk)
    require_deed(actor, held, Deed.ASK_FOR_VERIFICATION)
    if held.verified_at or held.verification_asked_at:
        raise VerificationIsNotAwaited
    held.verification_asked_at = timezone.now()
    held.save(update_fields=["verification_asked_at"])
    audit.record("ask_for_verification", actor=actor, subject=held)
    return held


@transaction.atomic
def decide_verification(
    *, organisation: Organisation, accepted: bool, reason: str, officer: User, url: str
) -> Verification:
    """Verify an organisation or decline to; its representatives are told, with the reason.

    `url` is the full address of the organisation's page, for the mail.

    Raises:
        RoleIsRequired: the actor is no officer of the ward.
        OwnOrganisation: the officer belongs to it.
        VerificationIsNotAwaited: nobody asked, or another officer was quicker.
        ReasonIsTooShort: nobody could understand the decision.
        NameIsTaken: a verified body of the area has the name or the number.
    """
    held = hold_organisation(organisation.pk)
    require_role(officer, Role.WARD_OFFICER, held.area)
    if held.memberships.in_force().filter(user=officer).exists():
        raise OwnOrganisation
    if held.verified_at or not held.verification_asked_at:
        raise VerificationIsNotAwaited
    if len(reason.strip()) < ReasonIsTooShort.MINIMUM:
        raise ReasonIsTooShort
    held.verification_asked_at = None
    held.verified_at = timezone.now() if accepted else None
    try:
        with transaction.atomic():
            held.save(update_fields=["verified_at", "verification_asked_at"])
    except IntegrityError:
        raise NameIsTaken from None
    decision = Verification.objects.create(
        organisation=held, accepted=accepted, reason=reason.strip(), officer=officer
    )
    audit.record("decide_verification", actor=officer, subject=held, accepted=accepted)
    transaction.on_commit(
        partial(tell_representatives, held, "verification", decision=decision, url=url)
    )
    return decision
