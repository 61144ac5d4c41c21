"""Registering, editing and ending an organisation."""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from portal.accounts.errors import (
    KindIsForAdministrators,
    NameIsTaken,
    OrganisationHasOtherMembers,
)
from portal.accounts.locks import hold_organisation
from portal.accounts.models import Membership, Organisation, User
from portal.accounts.organisations import OPEN_TO_RESIDENTS, Deed, MemberRole, OrganisationKind
from portal.accounts.permissions import require_deed, require_role
from portal.accounts.roles import Role
from portal.accounts.selectors import bears_a_verified_name
from portal.accounts.services import audit
from portal.accounts.services.invitations import invite_member
from portal.registers.models import Area


@transaction.atomic
def register_organisation(
    *,
    actor: User,
    kind: OrganisationKind,
    name: str,
    area: Area,
    name_en: str = "",
    corporate_number: str = "",
    about: str = "",
) -> Organisation:
    """Register a body; whoever does becomes its representative, and a ward officer is asked.

    Raises:
        KindIsForAdministrators: departments of the city are entered, not registered.
        NameIsTaken: a verified body of the area has the name or the number.
    """
    if kind not in OPEN_TO_RESIDENTS:
        raise KindIsForAdministrators
    organisation = Organisation(
        kind=kind,
        name=name,
        name_en=name_en,
        area=area,
        corporate_number=corporate_number,
        about=about,
        verification_asked_at=timezone.now(),
    )
    if bears_a_verified_name(organisation):
        raise NameIsTaken
    organisation.save()
    Membership.objects.create(user=actor, organisation=organisation, role=MemberRole.REPRESENTATIVE)
    audit.record("register_organisation", actor=actor, subject=organisation, kind=kind)
    return organisation


@transaction.atomic
def enter_department(
    *,
    actor: User,
    name: str,
    area: Area,
    representative_email: str,
    address_of: Callable[[str], str],
    name_en: str = "",
    about: str = "",
) -> Organisation:
    """Enter a department of the city, and invite its first representative.

    Raises:
        RoleIsRequired: the actor is no administrator.
        NameIsTaken: there is one of that name.
        MailNotSent: the department stands, the invitation does not.
    """
    require_role(actor, Role.ADMINISTRATOR)
    department = Organisation(
        kind=OrganisationKind.DEPARTMENT, name=name, name_en=name_en, area=area, about=about
    )
    if bears_a_verified_name(department):
        raise NameIsTaken
    department.verified_at = timezone.now()
    department.save()
    audit.record("enter_department", actor=actor, subject=department)
    invite_member(
        organisation=department,
        email=representative_email,
        role=MemberRole.REPRESENTATIVE,
        actor=actor,
        address_of=address_of,
    )
    return department


@transaction.atomic
def edit_organisation_page(
    *, organisation: Organisation, actor: User, name_en: str, about: str
) -> Organisation:
    """Change what an organisation tells about itself.

    Raises:
        MemberRoleIsRequired: the actor is neither its representative nor its editor.
        OrganisationHasEnded: it has.
    """
    held = hold_organisation(organisation.pk)
    require_deed(actor, held, Deed.EDIT_PAGE)
    held.name_en, held.about = name_en, about
    held.save(update_fields=["name_en", "about"])
    audit.record("edit_organisation_page", actor=actor, subject=held)
    return held


@transaction.atomic
def edit_organisation_identity(
    *, organisation: Organisation, actor: User, name: str, area: Area, corporate_number: str = ""
) -> Organisation:
    """Change what a ward officer verified; a new look is asked for.

    Else a body verified under one name could go on under another. A department's name is
    changed by an administrator, and needs no look.

    Raises:
        MemberRoleIsRequired: the actor may not.
        NameIsTaken: a verified body of the area has the name or the number.
        OrganisationHasEnded: it has.
    """
    held = hold_organisation(organisation.pk)
    require_deed(actor, held, Deed.EDIT_IDENTITY)
    if (held.name, held.area_id, held.corporate_number) == (name, area.pk, corporate_number):
        return held
    held.name, held.area, held.corporate_number = name, area, corporate_number
    if bears_a_verified_name(held):
        raise NameIsTaken
    if not held.is_department:
        held.verified_at, held.verification_asked_at = None, timezone.now()
    held.save()
    audit.record("edit_organisation_identity", actor=actor, subject=held)
    return held


@transaction.atomic
def end_organisation(*, organisation: Organisation, actor: User) -> Organisation:
    """End an organisation that has no member left but the one who ends it.

    What it did stays readable under its name; its seats in area committees become free.

    Raises:
        MemberRoleIsRequired: the actor does not represent it.
        OrganisationHasOtherMembers: one of them can go on with it.
        OrganisationHasEnded: it had before.
    """
    held = hold_organisation(organisation.pk)
    require_deed(actor, held, Deed.CLOSE)
    if held.memberships.in_force().exclude(user=actor).exists():
        raise OrganisationHasOtherMembers
    now = timezone.now()
    held.memberships.in_force().update(left_at=now)
    held.invitations.open().update(withdrawn_at=now)
    held.seats_held.all().delete()
    held.closed_at, held.verification_asked_at = now, None
    held.save(update_fields=["closed_at", "verification_asked_at"])
    audit.record("end_organisation", actor=actor, subject=held)
    return held
