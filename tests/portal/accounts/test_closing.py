"""Closing an account: what goes, what stays, and who has something to hand over first."""

import json

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import translation

from portal.accounts.errors import AccountIsClosed, ExclusiveRoleIsHeld, LastRepresentative
from portal.accounts.models import AuditEntry, Consent, Invitation, User
from portal.accounts.organisations import MemberRole
from portal.accounts.roles import EXCLUSIVE, GRANTABLE
from portal.accounts.selectors import roles_of
from portal.accounts.services.closing import close_account
from portal.accounts.services.invitations import invite_member
from tests.factories.accounts import (
    MembershipFactory,
    OrganisationFactory,
    RoleGrantFactory,
    UserFactory,
    member_of,
)
from tests.factories.registers import AreaFactory
from tests.threads import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def resident(db):
    return UserFactory(
        email="hanako@example.jp", display_name="花子", home_area=AreaFactory(), language="en"
    )


def everything_in(user):
    return json.dumps(list(User.objects.filter(pk=user.pk).values()), default=str)


def test_nothing_that_names_the_person_is_left(resident):
    organisation = MembershipFactory().organisation
    invite_member(
        organisation=organisation,
        email=resident.email,
        role=MemberRole.VIEWER,
        actor=organisation.memberships.get().user,
        address_of=str,
    )
    MembershipFactory(user=resident, role=MemberRole.VIEWER)
    Authenticator.objects.create(user=resident, type="totp", data={"secret": "x"})

    close_account(user=resident)

    left = everything_in(resident)
    assert "hanako" not in left
    assert "花子" not in left
    resident.refresh_from_db()
    assert (resident.home_area, resident.language, resident.is_active) == (None, "ja", False)
    assert not resident.has_usable_password()
    for model in (EmailAddress, Authenticator):
        assert not model.objects.filter(user=resident).exists()
    assert not resident.memberships.exists()
    assert not Invitation.objects.filter(email="hanako@example.jp").exists()


def test_no_session_survives(resident, client, django_user_model):
    client.force_login(resident)
    key = client.session.session_key
    UserSession.objects.create(user=resident, session_key=key, ip="127.0.0.1", user_agent="x")

    close_account(user=resident)

    assert not Session.objects.filter(session_key=key).exists()
    assert not UserSession.objects.exists()


@pytest.mark.parametrize(
    ("language", "name"), [("ja", "退会した利用者"), ("en", "Someone who left")]
)
def test_what_was_said_stays_under_a_name_for_all_who_left(resident, language, name):
    close_account(user=resident)
    resident.refresh_from_db()

    with translation.override(language):
        assert resident.name == str(resident) == name
    assert resident.display_name == "退会した利用者"
    assert Consent.objects.filter(user=resident).exists()
    entry = AuditEntry.objects.get(deed="close_account")
    assert entry.subject == f"user:{resident.pk}"


def test_two_closed_accounts_do_not_collide(resident):
    close_account(user=resident)
    close_account(user=UserFactory())


def test_the_address_is_free_again(resident):
    close_account(user=resident)

    UserFactory(email="hanako@example.jp")


@pytest.mark.parametrize("role", sorted(EXCLUSIVE))
def test_who_keeps_keys_rolls_ledgers_or_the_system_hands_that_over_first(role):
    holder = RoleGrantFactory(role=role).user

    with pytest.raises(ExclusiveRoleIsHeld):
        close_account(user=holder)

    assert User.objects.get(pk=holder.pk).is_active


@pytest.mark.parametrize("role", sorted(GRANTABLE - EXCLUSIVE))
def test_any_other_role_ends_with_the_account(role):
    holder = RoleGrantFactory(role=role).user

    close_account(user=holder)

    assert role not in roles_of(holder)
    assert holder.role_grants.get().revoked_at


def test_the_last_representative_hands_over_first(resident):
    alone = MembershipFactory(user=resident, organisation__name="花の会").organisation
    shared = MembershipFactory(user=resident, organisation__name="二人の会").organisation
    member_of(shared)
    member_of(alone, MemberRole.EDITOR)

    with pytest.raises(LastRepresentative, match="「花の会」") as refused:
        close_account(user=resident)

    assert "二人の会" not in str(refused.value)
    assert resident.memberships.in_force().count() == 2


def test_an_account_is_closed_once(resident):
    close_account(user=resident)

    with pytest.raises(AccountIsClosed):
        close_account(user=resident)


@pytest.mark.django_db(transaction=True)
def test_of_two_last_representatives_who_close_at_once_one_stays():
    organisation = OrganisationFactory()
    first, second = member_of(organisation), member_of(organisation)

    errors = at_once(lambda: close_account(user=first), lambda: close_account(user=second))

    assert errors.count(None) == 1
    assert sum(isinstance(error, LastRepresentative) for error in errors) == 1
    assert organisation.memberships.representing().count() == 1
