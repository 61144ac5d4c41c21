"""The invented people, and the organisations in which they act."""

from functools import partial
from typing import Any

from allauth.account.models import EmailAddress

from portal.accounts.models import Organisation, User
from portal.accounts.organisations import CommitteeSeat, MemberRole, OrganisationKind
from portal.accounts.roles import Role
from portal.accounts.services.committees import offer_seat, take_seat
from portal.accounts.services.consent import agree_to_terms
from portal.accounts.services.invitations import accept_invitation, invite_member
from portal.accounts.services.organisations import enter_department, register_organisation
from portal.accounts.services.roles import grant_role
from portal.accounts.services.verification import decide_verification
from portal.demo.people import email_of
from portal.demo.services.city import City
from portal.demo.services.story import Hour
from portal.demo.texts import read

ARRIVAL, FOUNDING, SEATING = -1000, -990, -980
VERIFIED = "規約と活動の記録を窓口で確認しました。"
VERIFIER = "partnership_officer"
NOWHERE = "https://demo.invalid/"


def add_cast(city: City) -> None:
    """People first, then departments and organisations, then the seats of area committees."""
    for person in read("people.json"):
        city.story.add(ARRIVAL, Hour.JOIN, partial(_join, city, person))
    organisations = read("organisations.json")
    for row in organisations:
        city.representatives[row["key"]] = row["members"][0][0]
        city.story.add(FOUNDING, Hour.REPORT, partial(_found, city, row))
    for row in organisations:
        for member, seat in row.get("seats", ()):
            city.story.add(SEATING, Hour.REPORT, partial(_seat, city, row["key"], member, seat))


def _join(city: City, person: dict[str, Any]) -> None:
    """Nobody of the demo has a password: there is none to guess or to leak."""
    user = User.objects.create_user(
        email_of(person["key"]),
        display_name=person["name"],
        home_area=city.areas[person["ward"]],
        language=person.get("language", "ja"),
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    agree_to_terms(user=user)
    for role, area in person.get("roles", ()):
        grant_role(user=user, role=Role(role), actor=None, area=city.areas[area] if area else None)
    city.people[person["key"]] = user


def _found(city: City, row: dict[str, Any]) -> None:
    department = row["kind"] == OrganisationKind.DEPARTMENT
    organisation = (_enter if department else _register)(city, row)
    for key, role in row["members"][0 if department else 1 :]:
        _admit(city, organisation, key, MemberRole(role), invited=department)
    city.organisations[row["key"]] = organisation


def _enter(city: City, row: dict[str, Any]) -> Organisation:
    return enter_department(
        actor=city.administrator,
        name=row["name"],
        name_en=row["name_en"],
        about=row["about"],
        area=city.areas[row["area"]],
        representative_email=email_of(row["members"][0][0]),
        address_of=lambda _token: NOWHERE,
    )


def _register(city: City, row: dict[str, Any]) -> Organisation:
    organisation = register_organisation(
        actor=city.people[row["members"][0][0]],
        kind=OrganisationKind(row["kind"]),
        name=row["name"],
        name_en=row["name_en"],
        about=row["about"],
        area=city.areas[row["area"]],
    )
    if not row.get("unverified"):
        decide_verification(
            organisation=organisation,
            accepted=True,
            reason=VERIFIED,
            officer=city.people[VERIFIER],
            url=NOWHERE,
        )
        organisation.refresh_from_db()
    return organisation


def _admit(
    city: City, organisation: Organisation, key: str, role: MemberRole, *, invited: bool
) -> None:
    if not invited:
        invite_member(
            organisation=organisation,
            email=email_of(key),
            role=role,
            actor=organisation.memberships.get(role=MemberRole.REPRESENTATIVE).user,
            address_of=lambda _token: NOWHERE,
        )
    invitation = organisation.invitations.open().get(email=email_of(key))
    accept_invitation(invitation=invitation, actor=city.people[key])


def _seat(city: City, committee: str, member: str, seat: str) -> None:
    offer = offer_seat(
        committee=city.organisations[committee],
        member=city.organisations[member],
        seat=CommitteeSeat(seat),
        actor=city.representative_of(committee),
        url=NOWHERE,
    )
    take_seat(offer=offer, actor=city.representative_of(member))
