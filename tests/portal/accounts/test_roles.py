from itertools import product

import pytest

from portal.accounts.names import ROLE_NAMES
from portal.accounts.roles import EXCLUSIVE, GRANTABLE, HELD_BY_NATURE, Role, conflicts_with


def test_every_role_is_granted_or_held_by_nature_and_never_both():
    assert set(Role) == GRANTABLE | HELD_BY_NATURE
    assert not GRANTABLE & HELD_BY_NATURE


def test_every_role_has_a_name():
    assert set(ROLE_NAMES) == set(Role)


@pytest.mark.parametrize(("role", "held"), list(product(Role, Role)))
def test_two_roles_conflict_exactly_when_both_are_exclusive_and_different(role, held):
    conflict = conflicts_with(role, {held})

    assert bool(conflict) is ({role, held} <= EXCLUSIVE and role != held)


def test_nobody_administers_and_keeps_votes_too():
    assert {Role.REGISTRAR, Role.TRUSTEE, Role.AUDITOR, Role.ADMINISTRATOR} == EXCLUSIVE
