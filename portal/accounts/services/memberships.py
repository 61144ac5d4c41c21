"""Who is what in an organisation, once in. At least one representative always stays."""

from django.db import transaction
from django.utils import timezone

from portal.accounts.errors import LastRepresentative, NotAMember
from portal.accounts.locks import hold_organisation
from portal.accounts.models import Membership, Organisation, User
from portal.accounts.organisations import Deed, MemberRole
from portal.accounts.permissions import require_deed
from portal.accounts.services import audit


@transaction.atomic
def change_member_role(*, membership: Membership, role: MemberRole, actor: User) -> Membership:
    """Change what a member may do.

    Raises:
        MemberRoleIsRequired: the actor does not represent the organisation.
        NotAMember: the membership has ended.
        LastRepresentative: nobody would represent it any more.
    """
    organisation = hold_organisation(membership.organisation_id)
    require_deed(actor, organisation, Deed.CHANGE_ROLES)
    changed = _in_force(membership)
    if role != MemberRole.REPRESENTATIVE:
        _require_another_representative(organisation, changed)
        _withdraw_invitations_of(organisation, changed.user)
    changed.role = role
    changed.save(update_fields=["role"])
    audit.record(
        "change_member_role", actor=actor, subject=organisation, member=changed.user_id, role=role
    )
    return changed


@transaction.atomic
def hand_over(*, organisation: Organisation, to: Membership, actor: User) -> Membership:
    """Make another member the representative in one's own place; oneself stays as editor.

    Raises:
        MemberRoleIsRequired: the actor does not represent the organisation.
        NotAMember: the other is none, or is the actor.
    """
    held = hold_organisation(organisation.pk)
    require_deed(actor, held, Deed.HAND_OVER)
    successor = _in_force(to)
    if successor.organisation_id != held.pk or successor.user_id == actor.pk:
        raise NotAMember
    successor.role = MemberRole.REPRESENTATIVE
    successor.save(update_fields=["role"])
    held.memberships.in_force().filter(user=actor).update(role=MemberRole.EDITOR)
    _withdraw_invitations_of(held, actor)
    audit.record("hand_over", actor=actor, subject=held, member=successor.user_id)
    return successor


@transaction.atomic
def leave_organisation(*, organisation: Organisation, actor: User) -> Membership:
    """End one's own membership.

    Raises:
        NotAMember: the actor is none.
        LastRepresentative: the actor alone represents it, and hands over first.
    """
    held = hold_organisation(organisation.pk)
    own = held.memberships.in_force().filter(user=actor).first()
    if own is None:
        raise NotAMember
    return _end(held, own, "leave_organisation", actor)


@transaction.atomic
def end_membership(*, membership: Membership, actor: User) -> Membership:
    """Take a member out of the organisation.

    Raises:
        MemberRoleIsRequired: the actor does not represent it.
        NotAMember: the membership has ended.
        LastRepresentative: nobody would represent it any more.
    """
    organisation = hold_organisation(membership.organisation_id)
    require_deed(actor, organisation, Deed.CHANGE_ROLES)
    return _end(organisation, _in_force(membership), "end_membership", actor)


def _end(organisation: Organisation, ending: Membership, deed: str, actor: User) -> Membership:
    _require_another_representative(organisation, ending)
    _withdraw_invitations_of(organisation, ending.user)
    ending.left_at = timezone.now()
    ending.save(update_fields=["left_at"])
    audit.record(deed, actor=actor, subject=organisation, member=ending.user_id)
    return ending


def _in_force(membership: Membership) -> Membership:
    """The membership as it is now that its organisation is held."""
    found = Membership.objects.in_force().filter(pk=membership.pk).select_related("user").first()
    if found is None:
        raise NotAMember
    return found


def _require_another_representative(organisation: Organisation, leaving: Membership) -> None:
    if leaving.role != MemberRole.REPRESENTATIVE:
        return
    if not organisation.memberships.representing().exclude(pk=leaving.pk).exists():
        raise LastRepresentative([organisation.shown_name])


def _withdraw_invitations_of(organisation: Organisation, user: User) -> None:
    """Who no longer represents an organisation no longer invites for it either."""
    organisation.invitations.open().filter(invited_by=user).update(withdrawn_at=timezone.now())
