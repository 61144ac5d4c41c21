import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.accounts.names import COMMITTEE_SEAT_NAMES, MEMBER_ROLE_NAMES, ORGANISATION_KIND_NAMES
from portal.accounts.organisations import (
    ROLE_OF_MEMBER,
    CommitteeSeat,
    MemberRole,
    OrganisationKind,
    is_corporate_number,
    is_established,
)


def test_the_tables_are_complete():
    assert set(ORGANISATION_KIND_NAMES) == set(OrganisationKind)
    assert set(MEMBER_ROLE_NAMES) == set(MemberRole) == set(ROLE_OF_MEMBER)
    assert set(COMMITTEE_SEAT_NAMES) == set(CommitteeSeat)


@pytest.mark.parametrize("missing", CommitteeSeat)
def test_an_area_committee_without_one_of_the_five_is_not_established(missing):
    assert not is_established(frozenset(CommitteeSeat) - {missing})


def test_an_area_committee_with_all_five_is_established():
    assert is_established(frozenset(CommitteeSeat))


# The number of the National Tax Agency and of the Digital Agency, as both publish them.
@pytest.mark.parametrize("number", ["7000012050002", "8000012010038"])
def test_a_published_corporate_number_is_accepted(number):
    assert is_corporate_number(number)


@given(st.integers(0, 10**12 - 1), st.integers(1, 9))
def test_exactly_one_check_digit_is_right_for_each_body(body, digit):
    right = [d for d in range(10) if is_corporate_number(f"{d}{body:012}")]

    assert len(right) == 1


@pytest.mark.parametrize("text", ["", "123", "７００００１２０５０００２", "700001205000x"])
def test_what_is_not_thirteen_digits_is_no_corporate_number(text):
    assert not is_corporate_number(text)
