import pytest
from django.utils import timezone

from portal.accounts.errors import (
    AlreadyInTheCommittee,
    CannotHoldASeat,
    MemberRoleIsRequired,
    NotAnAreaCommittee,
)
from portal.accounts.organisations import (
    HOLD_NO_SEAT,
    CommitteeSeat,
    MemberRole,
    OrganisationKind,
)
from portal.accounts.selectors import committee_is_established, offers_waiting_for, seats_of
from portal.accounts.services.committees import free_seat, offer_seat, take_seat
from portal.accounts.services.organisations import end_organisation
from tests.factories.accounts import (
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
    member_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def committee(db):
    return MembershipFactory(organisation__kind=OrganisationKind.AREA_COMMITTEE).organisation


def speaker(organisation):
    return organisation.memberships.representing().first().user


def body(**fields):
    return MembershipFactory(
        **{f"organisation__{name}": value for name, value in {"verified": True, **fields}.items()}
    ).organisation


def offer(committee, member, seat=CommitteeSeat.SPORTS, actor=None):
    return offer_seat(
        committee=committee,
        member=member,
        seat=seat,
        actor=actor or speaker(committee),
        url="https://tomoni.example/organisations/1/",
    )


def fill(committee, seat, **fields):
    member = body(**fields)
    return take_seat(offer=offer(committee, member, seat), actor=speaker(member))


def test_a_committee_is_established_once_all_five_seats_are_filled(committee):
    for count, seat in enumerate(CommitteeSeat, 1):
        assert not committee_is_established(seats_of(committee))
        fill(committee, seat)
        assert sum(seat.is_filled for seat in seats_of(committee)) == count

    assert committee_is_established(seats_of(committee))


@pytest.mark.parametrize("what", ["only offered", "not verified", "ended", "left"])
def test_a_seat_counts_only_while_a_verified_body_holds_it(committee, what):
    for seat in set(CommitteeSeat) - {CommitteeSeat.YOUTH}:
        fill(committee, seat)
    if what == "only offered":
        offer(committee, body(), CommitteeSeat.YOUTH)
    elif what == "not verified":
        # Anyone may register a body: five invented ones must not make a committee.
        fill(committee, CommitteeSeat.YOUTH, verified_at=None)
    else:
        held = fill(committee, CommitteeSeat.YOUTH)
        if what == "ended":
            end_organisation(organisation=held.member, actor=speaker(held.member))
        else:
            free_seat(seat=held, actor=speaker(held.member))

    assert not committee_is_established(seats_of(committee))


def test_an_offer_waits_for_the_members_representatives_alone(committee):
    member = body()
    offered = offer(committee, member)

    assert list(offers_waiting_for(speaker(member))) == [offered]
    for other in (speaker(committee), member_of(member, MemberRole.EDITOR), UserFactory()):
        assert not offers_waiting_for(other)
        with pytest.raises(MemberRoleIsRequired):
            take_seat(offer=offered, actor=other)


def test_the_representatives_of_the_member_are_told(
    committee, mailoutbox, django_capture_on_commit_callbacks
):
    member = body()
    with django_capture_on_commit_callbacks(execute=True):
        offer(committee, member)

    assert [message.to for message in mailoutbox] == [[speaker(member).email]]
    assert committee.name in mailoutbox[0].subject


def test_only_a_representative_of_the_committee_offers_seats(committee):
    member = body()

    for other in (member_of(committee, MemberRole.EDITOR), speaker(member), UserFactory()):
        with pytest.raises(MemberRoleIsRequired):
            offer(committee, member, actor=other)


def test_a_seat_is_taken_once_and_offered_once(committee):
    member = body()
    offered = offer(committee, member)
    with pytest.raises(AlreadyInTheCommittee):
        offer(committee, member, CommitteeSeat.YOUTH)
    take_seat(offer=offered, actor=speaker(member))

    with pytest.raises(AlreadyInTheCommittee):
        take_seat(offer=offered, actor=speaker(member))


@pytest.mark.parametrize("side", ["committee", "member"])
def test_either_side_frees_a_seat_and_nobody_else_does(committee, side):
    held = fill(committee, CommitteeSeat.SPORTS)
    with pytest.raises(MemberRoleIsRequired):
        free_seat(seat=held, actor=MembershipFactory().user)

    free_seat(seat=held, actor=speaker(getattr(held, side)))

    assert not committee.seats.exists()


@pytest.mark.parametrize("kind", sorted(HOLD_NO_SEAT))
def test_a_committee_or_a_department_holds_no_seat(committee, kind):
    with pytest.raises(CannotHoldASeat):
        offer(committee, body(kind=kind))


def test_what_has_ended_holds_no_seat(committee):
    with pytest.raises(CannotHoldASeat):
        offer(committee, body(closed_at=timezone.now()))


@pytest.mark.parametrize("kind", sorted(set(OrganisationKind) - {OrganisationKind.AREA_COMMITTEE}))
def test_other_kinds_have_no_seats(kind):
    with pytest.raises(NotAnAreaCommittee):
        offer(body(kind=kind), OrganisationFactory())
