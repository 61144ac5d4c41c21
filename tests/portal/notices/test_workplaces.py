"""My page leads everyone who holds a role to the pages on which that role works."""

import pytest
from django.test import Client

from portal.accounts.models import RoleGrant
from portal.accounts.organisations import OrganisationKind
from portal.accounts.roles import GRANTABLE, NEEDS_AREA, Role
from portal.notices.workplaces import workplaces_of
from tests.factories.accounts import (
    MembershipFactory,
    OrganisationFactory,
    RoleGrantFactory,
    UserFactory,
)
from tests.factories.held import Town
from tests.factories.registers import AreaFactory

pytestmark = pytest.mark.django_db


def holder_of(role, town):
    if role == Role.DEPARTMENT_OFFICER:
        department = OrganisationFactory(kind=OrganisationKind.DEPARTMENT)
        return MembershipFactory(organisation=department).user
    named = {Role.REGISTRAR: town.registrar, Role.TRUSTEE: town.trustees[0]}
    if role in named:
        return named[role]
    area = AreaFactory() if role in NEEDS_AREA else None
    return RoleGrantFactory(role=role, area=area).user


def test_every_role_has_pages_to_work_on_and_each_answers_it():
    town = Town().open()
    for role in [*sorted(GRANTABLE), Role.DEPARTMENT_OFFICER]:
        person = holder_of(role, town)
        client = Client()
        client.force_login(person)

        places = workplaces_of(person)

        assert places, role
        assert [client.get(place.url).status_code for place in places] == [200] * len(places), role
        shown = client.get("/my/").content.decode()
        assert all(f'<a href="{place.url}">' in shown for place in places), role


def test_a_page_of_a_vote_is_for_those_whom_the_vote_names():
    town = Town().open()
    others = [RoleGrantFactory(role=role).user for role in (Role.TRUSTEE, Role.REGISTRAR)]

    named = f"/votes/{town.election.pk}/"

    assert [place.url for place in workplaces_of(town.trustees[0])] == [f"{named}keys/", "/votes/"]
    assert [[place.url for place in workplaces_of(other)] for other in others] == [["/votes/"]] * 2


def test_who_holds_no_role_is_led_to_no_such_page(client):
    resident = UserFactory()
    client.force_login(resident)

    assert workplaces_of(resident) == []
    assert "役割のページ" not in client.get("/my/").content.decode()


def test_a_role_that_was_taken_back_leads_nowhere():
    grant = RoleGrantFactory(role=Role.AUDITOR)
    assert workplaces_of(grant.user)

    RoleGrant.objects.filter(pk=grant.pk).update(revoked_at=grant.granted_at)

    assert workplaces_of(grant.user) == []
