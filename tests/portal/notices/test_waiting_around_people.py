"""What the accounts room has waiting is on my page, and only on the page of whom it waits for."""

import pytest
from django.utils import timezone

from portal.accounts.models import CommitteeMember
from portal.accounts.organisations import CommitteeSeat, MemberRole, OrganisationKind
from portal.accounts.roles import Role
from portal.accounts.services.invitations import invite_member
from portal.notices import selectors
from portal.notices.waiting import tasks_for
from tests.factories.accounts import (
    MembershipFactory,
    OrganisationFactory,
    RoleGrantFactory,
    UserFactory,
    member_of,
)

pytestmark = pytest.mark.django_db


def waiting_around_people(user):
    return selectors.waiting_around_people(user, frozenset())


def texts_for(user):
    return [task.text for task in tasks_for(user)]


def test_an_invitation_waits_for_its_owner_until_it_expires():
    inviting = MembershipFactory(organisation__name="花の会")
    guest = UserFactory()
    invitation = invite_member(
        organisation=inviting.organisation,
        email=guest.email,
        role=MemberRole.VIEWER,
        actor=inviting.user,
        address_of=str,
    )

    [task] = waiting_around_people(guest)

    assert "花の会" in task.text
    assert task.due == invitation.expires_at
    assert waiting_around_people(inviting.user) == []


def test_a_seat_waits_for_the_representatives_of_the_member():
    committee = OrganisationFactory(kind=OrganisationKind.AREA_COMMITTEE, name="稲毛の委員会")
    member = OrganisationFactory()
    CommitteeMember.objects.create(committee=committee, member=member, seat=CommitteeSeat.SPORTS)

    assert any("稲毛の委員会" in text for text in texts_for(member_of(member)))
    assert texts_for(member_of(member, MemberRole.EDITOR)) == []


def test_organisations_wait_for_the_officer_of_their_ward():
    officer = RoleGrantFactory(role=Role.WARD_OFFICER).user
    OrganisationFactory(area=officer.role_grants.get().area, verification_asked_at=timezone.now())

    assert any("1" in text for text in texts_for(officer))
    assert texts_for(UserFactory()) == []


def test_new_terms_wait_for_who_has_not_agreed():
    assert len(texts_for(UserFactory(agreed=False))) == 1
    assert texts_for(UserFactory()) == []
