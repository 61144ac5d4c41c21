"""Who reaches which page: every address of the room, for every kind of reader."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from portal.accounts.models import CommitteeMember, Invitation
from portal.accounts.organisations import CommitteeSeat, MemberRole, OrganisationKind
from portal.accounts.roles import Role
from portal.accounts.services.invitations import invite_member
from portal.accounts.urls import urlpatterns
from portal.registers.models import Area
from tests.factories.accounts import (
    MembershipFactory,
    OrganisationFactory,
    RoleGrantFactory,
    UserFactory,
    member_of,
)

OPEN_TO_ALL = {"organisations", "organisation", "invitation"}
OPEN_TO_ACCOUNTS = {
    "edit_profile",
    "my_organisations",
    "terms",
    "my_data",
    "register_organisation",
    "download_my_data",
    "close_account",
}
REPRESENTATIVE = {
    "edit_identity",
    "end_organisation",
    "change_member_role",
    "end_membership",
    "hand_over",
    "seats",
}
READERS = {
    "representative": OPEN_TO_ACCOUNTS
    | REPRESENTATIVE
    | {"members", "leave_organisation", "edit_organisation"},
    "editor": OPEN_TO_ACCOUNTS | {"members", "leave_organisation", "edit_organisation"},
    "viewer": OPEN_TO_ACCOUNTS | {"members", "leave_organisation"},
    "representative of another": OPEN_TO_ACCOUNTS,
    "stranger": OPEN_TO_ACCOUNTS,
    "ward officer": OPEN_TO_ACCOUNTS | {"verifications", "decide_verification"},
    # Sees the queue of the own ward, and decides nothing here.
    "officer of another ward": OPEN_TO_ACCOUNTS | {"verifications"},
    "administrator": OPEN_TO_ACCOUNTS | {"enter_department", "roles", "revoke_role"},
    "auditor": OPEN_TO_ACCOUNTS | {"audit", "audit_csv"},
}
POST_ONLY = {
    "ask_for_verification",
    "withdraw_invitation",
    "answer_invitation",
    "answer_own_invitation",
    "take_seat",
    "free_seat",
}
NAMES = {pattern.name or "" for pattern in urlpatterns}
SHOWN = sorted(NAMES - POST_ONLY - OPEN_TO_ALL)


@pytest.fixture
def committee(registers):
    return MembershipFactory(
        organisation__kind=OrganisationKind.AREA_COMMITTEE,
        organisation__area=Area.objects.get(code="12101"),
    ).organisation


@pytest.fixture
def address(committee):
    """The address of a page about the committee, its members and its seats."""
    tokens = []
    representative = committee.memberships.get().user
    guest = MembershipFactory(organisation=committee, role=MemberRole.VIEWER)
    invite_member(
        organisation=committee,
        email="guest@example.jp",
        role=MemberRole.VIEWER,
        actor=representative,
        address_of=lambda token: tokens.append(token) or token,
    )
    seat = CommitteeMember.objects.create(
        committee=committee, member=OrganisationFactory(), seat=CommitteeSeat.SPORTS
    )
    values = {
        "pk": committee.pk,
        "membership_id": guest.pk,
        "invitation_id": Invitation.objects.get().pk,
        "token": tokens[0],
        "seat_id": seat.pk,
        "grant_id": RoleGrantFactory(role=Role.MODERATOR).pk,
    }

    def of(name):
        pattern = next(p for p in urlpatterns if p.name == name).pattern
        with translation.override("ja"):
            return reverse(f"accounts:{name}", kwargs={n: values[n] for n in pattern.converters})

    return of


@pytest.fixture
def reader(committee):
    """A reader of a kind, fresh from sign-in (without a password nothing more is asked)."""

    def sign_in(kind):
        people = {
            "representative": lambda: member_of(committee),
            "editor": lambda: member_of(committee, MemberRole.EDITOR),
            "viewer": lambda: member_of(committee, MemberRole.VIEWER),
            "representative of another": lambda: MembershipFactory().user,
            "stranger": UserFactory,
            "ward officer": lambda: (
                RoleGrantFactory(role=Role.WARD_OFFICER, area=committee.area).user
            ),
            "officer of another ward": lambda: (
                RoleGrantFactory(role=Role.WARD_OFFICER, area=Area.objects.get(code="12102")).user
            ),
            "administrator": lambda: RoleGrantFactory(role=Role.ADMINISTRATOR).user,
            "auditor": lambda: RoleGrantFactory(role=Role.AUDITOR).user,
        }
        user = people[kind]()
        user.set_unusable_password()
        user.save()
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.mark.parametrize("kind", READERS)
def test_every_page_admits_exactly_those_whom_it_is_for(kind, reader, address):
    client = reader(kind)

    statuses = {name: client.get(address(name)).status_code for name in SHOWN}

    assert statuses == {name: 200 if name in READERS[kind] else 403 for name in SHOWN}


@pytest.mark.django_db
def test_visitors_read_what_is_public_and_are_led_to_sign_in_elsewhere(client, address):
    for name in sorted(NAMES):
        response = client.get(address(name))
        if name in OPEN_TO_ALL:
            assert response.status_code == 200, name
        else:
            assert response.status_code == 302, name
            assert response["Location"].startswith("/accounts/login/"), name


@pytest.mark.parametrize("name", sorted(POST_ONLY))
def test_a_deed_is_not_done_by_a_link(name, reader, address):
    assert reader("representative").get(address(name)).status_code == 405


@pytest.mark.parametrize("name", sorted(POST_ONLY))
def test_a_stranger_posts_in_vain(name, reader, address):
    response = reader("stranger").post(address(name), {"answer": "accept"})

    assert response.status_code in {403, 404}


@pytest.mark.parametrize("name", sorted(NAMES - OPEN_TO_ALL - OPEN_TO_ACCOUNTS))
@pytest.mark.parametrize("kind", ["stranger", "representative of another"])
def test_nobody_writes_where_they_may_not_read(name, kind, reader, address):
    response = reader(kind).post(address(name), {"role": "representative", "email": "x@y.jp"})

    assert response.status_code in {403, 404, 405}


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_page_has_both_languages(language, reader, address):
    for kind in ("representative", "ward officer", "administrator", "auditor"):
        client = reader(kind)
        for name in sorted((READERS[kind] | OPEN_TO_ALL) - {"audit_csv", "download_my_data"}):
            page = client.get(language + address(name))
            assert page.status_code == 200, name
            assert f'<html lang="{"en" if language else "ja"}">' in page.text
