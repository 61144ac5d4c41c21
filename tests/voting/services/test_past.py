from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError

from portal.lifecycle.lineage import neighbours_of
from portal.lifecycle.models import Cycle, Event, Item, PhaseChange
from portal.lifecycle.phases import Phase, PhaseState
from portal.registers.models import Area, AreaKind
from proposals.models import Proposal
from tests.factories.lifecycle import CycleFactory
from tests.threads import at_once
from tests.voting.counting.elections import PROJECTS, VOTES, pb
from voting.errors import BallotFileDoesNotFit, BallotFileIsBroken, FileIsLoadedAlready
from voting.models import BallotGroup, Election, Option, Result
from voting.selectors.agreement import Agreement, agreement_of, recount
from voting.services import load_past_election
from voting.states import ElectionState

pytestmark = pytest.mark.django_db

ORIGIN = {
    "country": "Poland",
    "unit": "Warszawa",
    "district": "Wawer",
    "currency": "PLN",
    "min_length": "0",
    "max_length": "2",
}
# A (60) has 3 votes, B (50) 2, C (40) 1; a budget of 100 buys A, then C.
SELECTED = ("project_id;cost;name;selected", "A;60;遊び場;1", "B;50;図書館;0", "C;40;畑;1")


def load(text=None, name="ワルシャワ 2026", **parts):
    text = text or pb(**{"meta": ORIGIN, "projects": SELECTED, **parts})
    return load_past_election(file=BytesIO(text.encode()), file_name="x.pb", cycle_name=name)


def test_a_past_cycle_is_closed_up_to_budget_with_every_line_in_its_ledger():
    cycle = load().cycle

    states = dict(cycle.phases.values_list("phase", "state"))
    assert states == {
        phase: PhaseState.CLOSED if phase <= Phase.BUDGET else PhaseState.LEFT_OUT
        for phase in Phase
    }
    lines = PhaseChange.objects.filter(cycle=cycle)
    # Seven phases were opened and closed, three left out.
    assert lines.count() == 7 * 2 + 3
    assert all("x.pb" in line.reason and line.actor is None for line in lines)


def test_a_past_cycle_says_where_it_comes_from():
    cycle = load().cycle

    assert (cycle.name, cycle.source, cycle.currency, cycle.budget) == (
        "ワルシャワ 2026",
        "pabulib",
        "PLN",
        100,
    )
    assert cycle.area.kind == AreaKind.ELSEWHERE
    assert (cycle.area.name_ja, cycle.area.name_en) == (
        "Warszawa, Wawer（ポーランド）",
        "Warszawa, Wawer (Poland)",
    )
    window = cycle.phases.get(phase=Phase.BUDGET)
    tokyo = ZoneInfo("Asia/Tokyo")
    assert f"{window.opens_at.astimezone(tokyo):%Y-%m-%d %H:%M}" == "2026-04-01 00:00"
    assert f"{window.closes_at.astimezone(tokyo):%Y-%m-%d %H:%M}" == "2026-04-30 23:59"


def test_a_project_becomes_a_proposal_and_an_option_on_one_path():
    election = load().election
    option = election.options.get(external_id="B")

    assert (option.cost, option.recorded, option.item.title) == (50, 0, "図書館")
    proposal = option.proposal
    assert (proposal.author, proposal.external_id, proposal.language) == (None, "B", "pl")
    assert neighbours_of(option.item).before == [proposal.item]
    assert [reached.phase for reached in option.item.phases_reached.all()] == [Phase.BUDGET]


def test_loading_tells_nobody():
    load()

    assert not Event.objects.exists()


def test_the_recount_comes_to_the_recorded_winners():
    loaded = load()

    assert loaded.election.state == ElectionState.CERTIFIED
    assert loaded.result.outcome["winners"] == ["A", "C"]
    assert agreement_of(loaded.election, loaded.result) == Agreement.EQUAL
    assert recount(loaded.result) == []


@pytest.mark.parametrize(
    ("parts", "agreement", "state"),
    [
        (
            {"projects": (*SELECTED[:2], "B;50;図書館;1", "C;40;畑;0")},
            Agreement.DIFFERENT,
            "certified",
        ),
        # 2 and 3 are no plain winners.
        ({"projects": (*SELECTED[:2], "B;50;図書館;2", "C;40;畑;1")}, Agreement.EQUAL, "certified"),
        ({"projects": PROJECTS}, Agreement.NOT_RECORDED, "certified"),
        ({"meta": ORIGIN | {"rule": "unknown"}}, Agreement.RULE_UNKNOWN, "opened"),
    ],
    ids=["different", "special", "not recorded", "rule unknown"],
)
def test_what_a_result_says_of_the_recorded_winners(parts, agreement, state):
    loaded = load(**parts)

    assert agreement_of(loaded.election, loaded.result) == agreement
    assert loaded.election.state == state


def test_the_same_file_is_refused_with_the_address_of_its_cycle():
    cycle = load().cycle

    with pytest.raises(FileIsLoadedAlready, match=cycle.get_absolute_url()):
        load(name="もう一度")

    assert Cycle.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_file_that_two_load_at_the_same_moment_is_loaded_once():
    refused = [error for error in at_once(load, lambda: load(name="もう一度")) if error is not None]

    assert [type(error) for error in refused] == [FileIsLoadedAlready]
    assert Cycle.objects.get().get_absolute_url() in str(refused[0])
    assert Election.objects.count() == Result.objects.count() == 1


def test_the_database_keeps_one_cycle_per_file():
    loaded = load().cycle

    with pytest.raises(IntegrityError, match=r"one_cycle_per_file|source_sha256"):
        CycleFactory(source=loaded.source, source_sha256=loaded.source_sha256)


def test_cycles_of_our_own_come_from_no_file_and_are_many():
    assert CycleFactory().source == CycleFactory().source == ""


def test_two_files_of_one_place_share_its_area():
    load()
    load(projects=PROJECTS)

    assert Area.objects.filter(kind=AreaKind.ELSEWHERE).count() == 1


def test_a_name_that_is_too_long_for_a_title_is_kept_whole_beside_it():
    name = "長" * 251
    election = load(projects=(*PROJECTS[:3], f"C;40;{name}")).election

    option = election.options.get(external_id="C")
    assert option.item.title == "長" * 199 + "…"
    assert option.columns["name"] == name


def test_a_project_without_a_name_is_called_by_its_number():
    election = load(projects=("project_id;cost", "A;60", "B;50", "C;40")).election

    assert [option.item.title for option in election.options.all()] == ["A", "B", "C"]


def test_an_amount_with_two_decimals_is_kept_exactly():
    election = load(meta=ORIGIN | {"budget": "735616.25"}).election

    election.refresh_from_db()
    assert str(election.budget) == "735616.25"
    assert recount(election.result) == []


# By what was done to the file: the parts changed, the line, what the reason names.
# META begins on line 1, its 15 keys on line 3; PROJECTS is on line 18, A on 20, VOTES on 23.
BROKEN = {
    "a count that is wrong": ({"meta": ORIGIN | {"num_votes": "5"}}, 8, "num_votes"),
    "an unknown project": ({"votes": (*VOTES[:4], "4;Z")}, 28, "Z"),
    "a bad number": ({"projects": (*SELECTED[:2], "B;5o;図書館;0", SELECTED[3])}, 21, "5o"),
    "a missing key": ({"meta": ORIGIN | {"budget": None}}, 2, "budget"),
    "a project twice": ({"projects": (*SELECTED, "A;60;遊び場;1")}, 23, "A"),
    "a voter twice": ({"votes": (*VOTES, "4;A")}, 29, "4"),
    "a cost too fine": ({"projects": (*SELECTED[:3], "C;40.001;畑;1")}, 22, "40.001"),
    "a budget too large": ({"meta": ORIGIN | {"budget": "1" + "0" * 14}}, 9, "0"),
    "a winner that is none": ({"projects": (*SELECTED[:3], "C;40;畑;yes")}, 22, "yes"),
    "an endless number": (
        {"projects": (*SELECTED[:3], f"{'C' * 101};40;畑;1"), "votes": VOTES[:3]},
        22,
        "100",
    ),
    "a bad threshold": (
        {"meta": ORIGIN | {"min_project_score_threshold": "many"}},
        18,
        "many",
    ),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_file_is_refused_whole_with_its_line_and_reason(fault):
    parts, line, says = BROKEN[fault]

    with pytest.raises((BallotFileIsBroken, BallotFileDoesNotFit), match=says) as refusal:
        load(**parts)

    assert str(refusal.value).startswith(f"{line}行目：")
    assert_nothing_is_stored()


def test_a_file_that_is_not_utf_8_is_refused_with_its_line():
    text = pb(meta=ORIGIN, projects=SELECTED).replace("図書館", "Łódź")

    with pytest.raises(BallotFileIsBroken, match="UTF-8") as refusal:
        load_past_election(file=BytesIO(text.encode("utf-16")), file_name="x.pb", cycle_name="x")
    with pytest.raises(BallotFileIsBroken, match="UTF-8") as later:
        load_past_election(
            file=BytesIO(
                text.replace("遊び場", "a")
                .replace("畑", "c")
                .replace("ためしの投票", "x")
                .encode("iso-8859-2")
            ),
            file_name="x.pb",
            cycle_name="x",
        )

    assert (refusal.value.line, later.value.line) == (1, 21)
    assert_nothing_is_stored()


def test_what_fails_in_the_end_leaves_nothing_behind():
    def fail(done, of):
        raise ZeroDivisionError

    text = pb(meta=ORIGIN, projects=SELECTED).encode()
    with pytest.raises(ZeroDivisionError):
        load_past_election(file=BytesIO(text), file_name="x.pb", cycle_name="x", told=fail)

    assert_nothing_is_stored()


def assert_nothing_is_stored():
    for table in (Area, Cycle, Item, Proposal, Election, Option, BallotGroup, Result):
        assert not table.objects.exists(), table
