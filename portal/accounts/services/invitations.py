"""Inviting people by e-mail to act for an organisation."""

import secrets
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from portal.accounts import mail
from portal.accounts.errors import (
    AlreadyAMember,
    AlreadyInvited,
    InvitationIsForAnother,
    InvitationIsOver,
    MailNotSent,
    TooManyInvitations,
)
from portal.accounts.locks import hold_organisation
from portal.accounts.models import Invitation, Membership, Organisation, User
from portal.accounts.models.organisations import hash_of_token
from portal.accounts.organisations import (
    INVITATION_DAYS,
    OPEN_INVITATIONS_UNVERIFIED,
    OPEN_INVITATIONS_VERIFIED,
    Deed,
    MemberRole,
)
from portal.accounts.permissions import require_deed
from portal.accounts.services import audit


@transaction.atomic
def invite_member(
    *,
    organisation: Organisation,
    email: str,
    role: MemberRole,
    actor: User,
    address_of: Callable[[str], str],
) -> Invitation:
    """Invite the owner of an e-mail address; the mail goes out once this is committed.

    `address_of` gives the address of the page where a token is accepted. Whether the address
    has an account makes no difference, so nobody learns it. An administrator may invite for a
    department, which has no member at first.

    Raises:
        MemberRoleIsRequired: the actor does not represent the organisation.
        AlreadyInvited, TooManyInvitations: answers are still awaited.
        MailNotSent: the mail server refused; the invitation is withdrawn again.
        OrganisationHasEnded: it has.
    """
    held = hold_organisation(organisation.pk)
    require_deed(actor, held, Deed.INVITE)
    email = email.strip().lower()
    _require_room_for_one_more(held, email)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        organisation=held,
        email=email,
        role=role,
        token_hash=hash_of_token(token),
        invited_by=actor,
        expires_at=timezone.now() + timedelta(days=INVITATION_DAYS),
    )
    audit.record("invite_member", actor=actor, subject=held, invitation=invitation.pk, role=role)
    transaction.on_commit(partial(_send_invitation, invitation, address_of(token)))
    return invitation


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, actor: User) -> Invitation:
    """Take an invitation back before it is answered.

    Raises:
        MemberRoleIsRequired: the actor does not represent the organisation.
        InvitationIsOver: it was answered, or expired.
    """
    held = hold_organisation(invitation.organisation_id)
    require_deed(actor, held, Deed.INVITE)
    return _settle(invitation, "withdrawn_at", "withdraw_invitation", actor)


@transaction.atomic
def accept_invitation(*, invitation: Invitation, actor: User) -> Membership:
    """Become a member by an invitation.

    Raises:
        InvitationIsForAnother: it was sent to an address that is not the actor's, confirmed.
        InvitationIsOver: it was used, withdrawn, or expired.
        AlreadyAMember: the role of a member is changed by a representative instead.
        OrganisationHasEnded: it has.
    """
    held = hold_organisation(invitation.organisation_id)
    _require_owner_of_address(invitation, actor)
    if held.memberships.in_force().filter(user=actor).exists():
        raise AlreadyAMember
    accepted = _settle(invitation, "accepted_at", "accept_invitation", actor)
    return Membership.objects.create(user=actor, organisation=held, role=accepted.role)


@transaction.atomic
def decline_invitation(*, invitation: Invitation, actor: User) -> Invitation:
    """Say no to an invitation.

    Raises:
        InvitationIsForAnother, InvitationIsOver: as for accepting.
    """
    _require_owner_of_address(invitation, actor)
    return _settle(invitation, "declined_at", "decline_invitation", actor)


def _settle(invitation: Invitation, moment: str, deed: str, actor: User) -> Invitation:
    """Settle an invitation once: of two answers at the same time, the database takes one."""
    if not Invitation.objects.open().filter(pk=invitation.pk).update(**{moment: timezone.now()}):
        raise InvitationIsOver
    audit.record(deed, actor=actor, subject=invitation.organisation, invitation=invitation.pk)
    invitation.refresh_from_db()
    return invitation


def _require_owner_of_address(invitation: Invitation, actor: User) -> None:
    addresses = EmailAddress.objects.filter(user=actor, verified=True)
    if not addresses.filter(email__iexact=invitation.email).exists():
        raise InvitationIsForAnother


def _require_room_for_one_more(organisation: Organisation, email: str) -> None:
    waiting = organisation.invitations.open()
    if waiting.filter(email=email).exists():
        raise AlreadyInvited
    verified = organisation.verified_at is not None
    limit = OPEN_INVITATIONS_VERIFIED if verified else OPEN_INVITATIONS_UNVERIFIED
    if waiting.count() >= limit:
        raise TooManyInvitations(limit)


def _send_invitation(invitation: Invitation, url: str) -> None:
    known = User.objects.filter(email__iexact=invitation.email, is_active=True).first()
    sent = mail.send(
        "invitation",
        to=invitation.email,
        language=known.language if known else get_language() or "ja",
        invitation=invitation,
        inviter=invitation.invited_by,
        url=url,
    )
    if not sent:
        Invitation.objects.filter(pk=invitation.pk).update(withdrawn_at=timezone.now())
        raise MailNotSent
