from itertools import product

import pytest

from portal.accounts.errors import (
    LastRepresentative,
    MemberRoleIsRequired,
    NotAMember,
    OrganisationHasEnded,
    OrganisationHasOtherMembers,
)
from portal.accounts.models import AuditEntry, Organisation
from portal.accounts.organisations import MEMBERS_MAY, Deed, MemberRole
from portal.accounts.permissions import require_deed
from portal.accounts.services.memberships import (
    change_member_role,
    end_membership,
    hand_over,
    leave_organisation,
)
from portal.accounts.services.organisations import end_organisation
from tests.factories.accounts import (
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
    member_of,
)
from tests.threads import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def representing(db):
    return MembershipFactory()


@pytest.fixture
def organisation(representing):
    return representing.organisation


def test_the_table_of_deeds_is_complete():
    assert set(MEMBERS_MAY) == set(MemberRole)
    assert MEMBERS_MAY[MemberRole.REPRESENTATIVE] == frozenset(Deed)


@pytest.mark.parametrize(("role", "deed"), list(product(MemberRole, Deed)))
def test_a_member_may_exactly_what_the_table_says(role, deed):
    organisation = OrganisationFactory()
    member = member_of(organisation, role)

    allowed = Organisation.objects.where_may(member, deed).filter(pk=organisation.pk).exists()

    assert allowed is (deed in MEMBERS_MAY[role])


@pytest.mark.parametrize("deed", Deed)
def test_who_left_who_is_a_stranger_and_who_closed_the_account_may_nothing(organisation, deed):
    left = MembershipFactory(organisation=organisation, left_at="2026-11-01T00:00:00Z").user
    closed = member_of(organisation, is_active=False)

    for person in (left, closed, UserFactory(), MembershipFactory().user):
        with pytest.raises(MemberRoleIsRequired):
            require_deed(person, organisation, deed)


@pytest.mark.parametrize("role", [MemberRole.EDITOR, MemberRole.VIEWER])
def test_the_last_representative_does_not_step_down(representing, role):
    with pytest.raises(LastRepresentative):
        change_member_role(membership=representing, role=role, actor=representing.user)


def test_the_last_representative_does_not_leave(organisation, representing):
    member_of(organisation, MemberRole.EDITOR)

    with pytest.raises(LastRepresentative, match=organisation.name):
        leave_organisation(organisation=organisation, actor=representing.user)


def test_one_of_two_representatives_may_leave(organisation, representing):
    member_of(organisation)

    leave_organisation(organisation=organisation, actor=representing.user)

    assert organisation.memberships.representing().count() == 1


@pytest.mark.parametrize("role", [MemberRole.EDITOR, MemberRole.VIEWER])
def test_any_other_member_may_leave(organisation, role):
    member = member_of(organisation, role)

    leave_organisation(organisation=organisation, actor=member)

    assert not organisation.memberships.in_force().filter(user=member).exists()


def test_a_stranger_has_nothing_to_leave(organisation):
    with pytest.raises(NotAMember):
        leave_organisation(organisation=organisation, actor=UserFactory())


def test_handing_over_makes_the_other_the_representative_and_oneself_editor(
    organisation, representing
):
    successor = MembershipFactory(organisation=organisation, role=MemberRole.VIEWER)

    hand_over(organisation=organisation, to=successor, actor=representing.user)

    roles = dict(organisation.memberships.values_list("user", "role"))
    assert roles == {
        representing.user_id: MemberRole.EDITOR,
        successor.user_id: MemberRole.REPRESENTATIVE,
    }
    assert AuditEntry.objects.get().deed == "hand_over"


def test_it_is_not_handed_over_to_a_member_of_another_body_nor_to_oneself(
    organisation, representing
):
    for to in (MembershipFactory(), representing):
        with pytest.raises(NotAMember):
            hand_over(organisation=organisation, to=to, actor=representing.user)


@pytest.mark.parametrize("role", [MemberRole.EDITOR, MemberRole.VIEWER])
def test_only_a_representative_decides_over_members(organisation, representing, role):
    member = member_of(organisation, role)

    with pytest.raises(MemberRoleIsRequired):
        change_member_role(membership=representing, role=MemberRole.VIEWER, actor=member)
    with pytest.raises(MemberRoleIsRequired):
        end_membership(membership=representing, actor=member)
    with pytest.raises(MemberRoleIsRequired):
        hand_over(organisation=organisation, to=representing, actor=member)
    with pytest.raises(MemberRoleIsRequired):
        end_organisation(organisation=organisation, actor=member)


def test_a_representative_of_one_body_decides_nothing_in_another(organisation, representing):
    stranger = MembershipFactory().user
    member = MembershipFactory(organisation=organisation, role=MemberRole.VIEWER)

    with pytest.raises(MemberRoleIsRequired):
        change_member_role(membership=member, role=MemberRole.EDITOR, actor=stranger)
    with pytest.raises(MemberRoleIsRequired):
        end_membership(membership=member, actor=stranger)


def test_a_member_is_taken_out_once(organisation, representing):
    member = MembershipFactory(organisation=organisation, role=MemberRole.EDITOR)
    end_membership(membership=member, actor=representing.user)

    with pytest.raises(NotAMember):
        end_membership(membership=member, actor=representing.user)
    with pytest.raises(NotAMember):
        change_member_role(membership=member, role=MemberRole.VIEWER, actor=representing.user)


def test_the_only_member_ends_the_organisation(organisation, representing):
    end_organisation(organisation=organisation, actor=representing.user)

    organisation.refresh_from_db()
    assert organisation.closed_at
    assert not organisation.memberships.in_force().exists()
    with pytest.raises(OrganisationHasEnded):
        end_organisation(organisation=organisation, actor=representing.user)


def test_an_organisation_with_other_members_is_not_ended(organisation, representing):
    member_of(organisation, MemberRole.VIEWER)

    with pytest.raises(OrganisationHasOtherMembers):
        end_organisation(organisation=organisation, actor=representing.user)


@pytest.mark.django_db(transaction=True)
def test_of_two_last_representatives_who_leave_at_once_one_stays():
    organisation = OrganisationFactory()
    first, second = member_of(organisation), member_of(organisation)

    errors = at_once(
        lambda: leave_organisation(organisation=organisation, actor=first),
        lambda: leave_organisation(organisation=organisation, actor=second),
    )

    assert errors.count(None) == 1
    assert sum(isinstance(error, LastRepresentative) for error in errors) == 1
    assert organisation.memberships.representing().count() == 1
