import re
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings

from portal.accounts.roles import Role
from portal.lifecycle.errors import PhaseIsNotOpen, RoleIsMissing
from portal.lifecycle.phases import Phase, PhaseState
from tests.factories.accounts import RoleGrantFactory, UserFactory
from tests.factories.lifecycle import cycle_in
from tests.factories.voting import ElectionFactory, OptionFactory, opened_election
from tests.voting.counting.elections import pb
from voting.counting import VoteType
from voting.errors import BallotFileDoesNotFit, BallotFileIsBroken, ElectionIsNot
from voting.models import BallotGroup
from voting.services import import_ballots
from voting.states import ElectionKind, ElectionState

pytestmark = pytest.mark.django_db

BUDGET = {"budget": "1000000"}
PROJECTS = ("project_id;cost;name", "1;400000;橋", "2;400000;公園", "3;400000;広場")
VOTES = ("voter_id;vote", "a;1,2", "b;2,1", "c;3", "d;")


@pytest.fixture
def administrator():
    return RoleGrantFactory(role=Role.ADMINISTRATOR).user


@pytest.fixture
def election():
    return prepared()


def prepared(**fields):
    election = ElectionFactory(**fields)
    for _ in range(3):
        OptionFactory(election=election, cost=400_000 if election.budget else None)
    return election


def file(meta=None, **parts):
    text = pb(**{"meta": BUDGET | (meta or {}), "projects": PROJECTS, "votes": VOTES, **parts})
    return BytesIO(text.encode())


def stored(election):
    return sorted(BallotGroup.objects.filter(election=election).values_list("content", "count"))


def test_identical_ballots_are_stored_once_and_nobody_is_named(administrator, election):
    import_ballots(actor=administrator, election=election, file=file())

    election.refresh_from_db()
    assert (election.state, election.ballot_count) == (ElectionState.OPENED, 4)
    # Two of the four approve the first and the second; one says nothing.
    assert stored(election) == [([], 1), ([[0, 1], [1, 1]], 2), ([[2, 1]], 1)]


def test_the_order_of_the_rows_leaves_no_trace(administrator):
    one, other = prepared(), prepared()
    backwards = (VOTES[0], *reversed(VOTES[1:]))

    import_ballots(actor=administrator, election=one, file=file())
    import_ballots(actor=administrator, election=other, file=file(votes=backwards))

    def in_order(election):
        groups = BallotGroup.objects.filter(election=election).order_by("id")
        return list(groups.values_list("content", "count"))

    assert in_order(one) == in_order(other)


def test_projects_in_another_order_are_the_same_options(administrator, election):
    shuffled = (PROJECTS[0], PROJECTS[3], PROJECTS[1], PROJECTS[2])

    import_ballots(actor=administrator, election=election, file=file(projects=shuffled))

    assert stored(election) == [([], 1), ([[0, 1], [1, 1]], 2), ([[2, 1]], 1)]


def test_ranks_keep_their_order_and_points_their_number(administrator):
    ranked = prepared(ballot_type=VoteType.ORDINAL, max_picks=2)
    pointed = prepared(ballot_type=VoteType.CUMULATIVE)

    import_ballots(
        actor=administrator,
        election=ranked,
        file=file({"vote_type": "ordinal", "max_length": "2"}, votes=("voter_id;vote", "a;3,1")),
    )
    import_ballots(
        actor=administrator,
        election=pointed,
        file=file({"vote_type": "cumulative"}, votes=("voter_id;vote;points", "a;3,1;0.5,2")),
    )

    # First of two: two points; second: one.
    assert stored(ranked) == [([[2, 2], [0, 1]], 1)]
    # In halves.
    assert stored(pointed) == [([[0, 4], [2, 1]], 1)]
    pointed.refresh_from_db()
    assert pointed.point_unit == 2


def test_the_costs_and_the_budget_of_a_priority_file_are_not_looked_at(administrator):
    election = prepared(cycle=cycle_in(Phase.CHOOSE), kind=ElectionKind.PRIORITY, budget=None)

    import_ballots(actor=administrator, election=election, file=file({"budget": "7"}))

    assert election.ballot_groups.count() == 3


# META begins on line 1, its keys on line 3 (tests.voting.counting.elections), PROJECTS on 14.
MISFITS = {
    "way of voting": (
        {"meta": {"vote_type": "choose-1"}, "votes": (*VOTES[:1], "a;1")},
        10,
        "vote_type",
    ),
    "budget": ({"meta": {"budget": "999999"}}, 9, "budget"),
    "limit of picks": ({"meta": {"max_length": "2"}}, 14, "max_length"),
    "unknown option": ({"projects": (*PROJECTS, "9;400000;塔")}, 19, "「9」"),
    "missing option": ({"projects": PROJECTS[:3], "votes": VOTES[:2]}, 7, "「3」"),
    "other cost": ({"projects": (*PROJECTS[:3], "3;400001;広場")}, 18, "400001"),
}


@pytest.mark.parametrize("misfit", MISFITS)
def test_a_file_of_another_election_is_refused_with_its_line(administrator, election, misfit):
    parts, line, says = MISFITS[misfit]

    with pytest.raises(BallotFileDoesNotFit, match=says) as refusal:
        import_ballots(actor=administrator, election=election, file=file(**parts))

    assert str(refusal.value).startswith(f"{line}行目：")
    assert_untouched(election)


def test_a_broken_file_is_refused_with_its_line(administrator, election):
    with pytest.raises(BallotFileIsBroken, match="塔") as refusal:
        import_ballots(actor=administrator, election=election, file=file(votes=(*VOTES, "e;1,塔")))

    # 11 keys of META under two lines, a head and four lines of projects, a head, six of votes.
    assert str(refusal.value).startswith("25行目：")
    assert_untouched(election)


def assert_untouched(election):
    election.refresh_from_db()
    assert (election.state, election.ballot_count) == (ElectionState.PREPARED, 0)
    assert not BallotGroup.objects.filter(election=election).exists()


@pytest.mark.parametrize("state", set(ElectionState) - {ElectionState.PREPARED}, ids=str)
def test_ballots_come_in_once(administrator, state):
    election = prepared(state=state)

    with pytest.raises(ElectionIsNot):
        import_ballots(actor=administrator, election=election, file=file())

    assert not BallotGroup.objects.exists()


def test_ballots_are_for_administrators_while_the_phase_is_open(administrator, election):
    with pytest.raises(RoleIsMissing):
        import_ballots(actor=UserFactory(), election=election, file=file())
    election.cycle.phases.filter(phase=Phase.BUDGET).update(state=PhaseState.CLOSED)
    with pytest.raises(PhaseIsNotOpen):
        import_ballots(actor=administrator, election=election, file=file())

    assert_untouched(election)


def test_ballots_of_one_election_are_not_anothers(administrator):
    other = opened_election({(0,): 5})

    import_ballots(actor=administrator, election=prepared(), file=file())

    assert stored(other) == [([[0, 1]], 5)]


def test_ballots_are_stored_by_the_import_and_the_opening_and_by_nothing_else():
    storing_calls = re.compile(r"BallotGroup(\(election=|\.objects\.(create|bulk_create))")
    rooms = ("portal", "proposals", "deliberation", "voting", "reviews")
    storing = [
        path.relative_to(settings.BASE_DIR)
        for room in rooms
        for path in (settings.BASE_DIR / room).rglob("*.py")
        if storing_calls.search(path.read_text(encoding="utf-8"))
    ]

    assert sorted(storing) == [
        Path("voting/services/ballots.py"),
        Path("voting/services/records.py"),
    ]
