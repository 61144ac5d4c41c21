from itertools import permutations, product

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.accounts.errors import (
    AccountIsClosed,
    OwnRolesAreForOthers,
    RoleIsHeldAlready,
    RoleIsNotGranted,
    RoleIsNotHeld,
    RoleIsOfTheWholeCity,
    RoleIsRequired,
    RoleNeedsArea,
    RolesConflict,
)
from portal.accounts.models import AuditEntry, RoleGrant
from portal.accounts.organisations import OrganisationKind
from portal.accounts.roles import (
    CITY_WIDE_ONLY,
    EXCLUSIVE,
    GRANTABLE,
    HELD_BY_NATURE,
    NEEDS_AREA,
    Role,
)
from portal.accounts.selectors import roles_by_area, roles_of, standing_of
from portal.accounts.services.roles import grant_role, revoke_role
from portal.registers.models import Area
from tests.factories.accounts import (
    MembershipFactory,
    OrganisationFactory,
    RoleGrantFactory,
    UserFactory,
)
from tests.factories.registers import AreaFactory
from tests.threads import at_once


@pytest.fixture
def administrator(db):
    return RoleGrantFactory(role=Role.ADMINISTRATOR).user


def fitting_area(role):
    return AreaFactory() if role in NEEDS_AREA else None


@pytest.mark.parametrize("role", sorted(GRANTABLE))
def test_an_administrator_grants_and_revokes_every_role_that_is_granted(administrator, role):
    resident = UserFactory()

    grant = grant_role(user=resident, role=role, actor=administrator, area=fitting_area(role))
    assert role in roles_of(resident)

    revoke_role(grant=grant, actor=administrator)
    assert role not in roles_of(resident)
    assert [entry.deed for entry in AuditEntry.objects.order_by("id")] == [
        "grant_role",
        "revoke_role",
    ]


@pytest.mark.parametrize("role", sorted(HELD_BY_NATURE))
def test_what_is_held_by_nature_is_not_granted(administrator, role):
    with pytest.raises(RoleIsNotGranted):
        grant_role(user=UserFactory(), role=role, actor=administrator)


@pytest.mark.parametrize("role", sorted(GRANTABLE - {Role.ADMINISTRATOR}))
@pytest.mark.django_db
def test_nobody_but_an_administrator_grants(role):
    actor = RoleGrantFactory(role=role).user

    with pytest.raises(RoleIsRequired):
        grant_role(user=UserFactory(), role=Role.MODERATOR, actor=actor)
    with pytest.raises(RoleIsRequired):
        revoke_role(grant=RoleGrantFactory(role=Role.MODERATOR), actor=actor)


def test_nobody_changes_their_own_roles(administrator):
    with pytest.raises(OwnRolesAreForOthers):
        grant_role(user=administrator, role=Role.MODERATOR, actor=administrator)
    with pytest.raises(OwnRolesAreForOthers):
        revoke_role(grant=administrator.role_grants.get(), actor=administrator)


@pytest.mark.parametrize(("held", "wanted"), list(permutations(sorted(EXCLUSIVE), 2)))
def test_two_exclusive_roles_are_refused_by_name(administrator, held, wanted):
    resident = RoleGrantFactory(role=held).user

    with pytest.raises(RolesConflict):
        grant_role(user=resident, role=wanted, actor=administrator)


@pytest.mark.parametrize(("held", "wanted"), list(permutations(sorted(EXCLUSIVE), 2)))
@pytest.mark.django_db
def test_two_exclusive_roles_are_refused_by_the_database_too(held, wanted):
    resident = RoleGrantFactory(role=held).user

    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(user=resident, role=wanted)


def test_an_exclusive_role_may_be_taken_once_the_other_is_given_back(administrator):
    grant = RoleGrantFactory(role=Role.AUDITOR)
    revoke_role(grant=grant, actor=administrator)

    grant_role(user=grant.user, role=Role.TRUSTEE, actor=administrator)

    assert Role.TRUSTEE in roles_of(grant.user)


@pytest.mark.parametrize("role", sorted(CITY_WIDE_ONLY))
def test_a_role_of_the_whole_city_has_no_area(administrator, role):
    with pytest.raises(RoleIsOfTheWholeCity):
        grant_role(user=UserFactory(), role=role, actor=administrator, area=AreaFactory())
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(user=UserFactory(), role=role, area=AreaFactory())


@pytest.mark.parametrize("role", sorted(NEEDS_AREA))
def test_a_role_of_an_area_has_one(administrator, role):
    with pytest.raises(RoleNeedsArea):
        grant_role(user=UserFactory(), role=role, actor=administrator)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(user=UserFactory(), role=role)


@pytest.mark.parametrize("area", [None, "12101"])
def test_a_role_is_granted_once(administrator, area):
    resident, place = UserFactory(), area and AreaFactory(code=area)
    grant_role(user=resident, role=Role.MODERATOR, actor=administrator, area=place)

    with pytest.raises(RoleIsHeldAlready):
        grant_role(user=resident, role=Role.MODERATOR, actor=administrator, area=place)


def test_a_role_is_revoked_once(administrator):
    grant = RoleGrantFactory(role=Role.MODERATOR)
    revoke_role(grant=grant, actor=administrator)

    with pytest.raises(RoleIsNotHeld):
        revoke_role(grant=grant, actor=administrator)


def test_a_closed_account_takes_no_role(administrator):
    with pytest.raises(AccountIsClosed):
        grant_role(user=UserFactory(is_active=False), role=Role.MODERATOR, actor=administrator)


@pytest.mark.parametrize(
    ("granted", "asked"), list(product(["12100", "12101", "chuo-jhs"], repeat=2))
)
def test_a_role_of_an_area_covers_the_parts_of_that_area_only(registers, granted, asked):
    chuo = Area.objects.get(code="12101")
    AreaFactory(code="chuo-jhs", kind="school_district", parent=chuo)
    depth = ["12100", "12101", "chuo-jhs"]
    officer = RoleGrantFactory(role=Role.WARD_OFFICER, area=Area.objects.get(code=granted)).user

    covered = Role.WARD_OFFICER in roles_of(officer, Area.objects.get(code=asked))

    assert covered is (depth.index(granted) <= depth.index(asked))


def test_the_roles_of_many_areas_at_once_are_those_of_each(registers, django_assert_num_queries):
    """Of a ward's officer who is an analyst everywhere and writes for a department."""
    officer = RoleGrantFactory(role=Role.WARD_OFFICER, area=Area.objects.get(code="12101")).user
    RoleGrantFactory(user=officer, role=Role.ANALYST)
    department = OrganisationFactory(kind=OrganisationKind.DEPARTMENT)
    MembershipFactory(user=officer, organisation=department)
    RoleGrantFactory(user=officer, role=Role.MODERATOR, revoked_at=timezone.now())
    areas = {area.pk: area for area in Area.objects.all()}

    with django_assert_num_queries(3):
        found = roles_by_area(officer, areas)

    assert found == {pk: roles_of(officer, area) for pk, area in areas.items()}
    assert len(set(found.values())) == 2
    assert standing_of(officer).writes_for == {department.pk}


def test_nobody_writes_for_an_organisation_that_has_ended(db):
    ended = OrganisationFactory(closed_at=timezone.now())

    assert standing_of(MembershipFactory(organisation=ended).user).writes_for == frozenset()


@pytest.mark.django_db(transaction=True)
def test_of_many_exclusive_roles_granted_at_once_the_database_lets_one_stand():
    """Straight to the table, past every check of the service: the constraint alone decides."""
    resident = UserFactory()

    errors = at_once(
        *(
            lambda role=role: RoleGrant.objects.create(user=resident, role=role)
            for role in sorted(EXCLUSIVE)
        )
    )

    assert errors.count(None) == 1
    assert sum(isinstance(error, IntegrityError) for error in errors) == len(EXCLUSIVE) - 1
    assert RoleGrant.objects.in_force().filter(user=resident).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_exclusive_roles_granted_at_once_the_others_are_refused_by_name():
    resident = UserFactory()

    errors = at_once(
        *(
            lambda role=role: grant_role(user=resident, role=role, actor=None)
            for role in sorted(EXCLUSIVE)
        )
    )

    assert errors.count(None) == 1
    assert sum(isinstance(error, RolesConflict) for error in errors) == len(EXCLUSIVE) - 1
    assert RoleGrant.objects.in_force().filter(user=resident).count() == 1
    assert AuditEntry.objects.filter(deed="grant_role").count() == 1
