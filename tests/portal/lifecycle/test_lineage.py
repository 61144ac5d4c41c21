import pytest
from django.db.models import prefetch_related_objects

from portal.lifecycle import kinds, lineage
from portal.lifecycle.events import sentence, write_event
from portal.lifecycle.phases import Phase, PhaseState
from portal.lifecycle.selectors import (
    phases_reached,
    steps_of_cycle,
    steps_of_item,
    steps_of_path,
)
from tests.factories.lifecycle import CycleFactory, cycle_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _two_kinds(monkeypatch):
    monkeypatch.setattr(kinds, "_items", {})
    monkeypatch.setattr(kinds, "_events", {})
    kinds.register_items(
        kinds.ItemKind("report", "報告", "home", Phase.DISCOVER),
        kinds.ItemKind("proposal", "提案", "home", Phase.DESIGN),
    )
    kinds.register_events(kinds.EventKind("told", "「%(title)s」が%(what)sになりました。"))


@pytest.fixture
def path():
    """Report → proposal → proposal of the next year"""
    cycle = CycleFactory()
    report = lineage.place("report", cycle=cycle, title="暗い道")
    proposal = lineage.place("proposal", cycle=cycle, title="街灯")
    carried = lineage.place("proposal", cycle=CycleFactory(), title="街灯をもっと")
    lineage.link(report, proposal)
    lineage.link(proposal, carried)
    return report, proposal, carried


def test_both_neighbours_are_found_in_one_query(path, django_assert_num_queries):
    report, proposal, carried = path

    with django_assert_num_queries(1):
        neighbours = lineage.neighbours_of(proposal)

    assert (neighbours.before, neighbours.after) == ([report], [carried])


def test_a_draft_is_shown_on_no_path(path):
    report, proposal, _ = path
    proposal.is_public = False
    proposal.save()

    assert lineage.neighbours_of(report).after == []
    assert proposal not in lineage.whole_path_of(report)


def test_the_whole_path_is_read_from_any_of_its_items(path):
    assert all(lineage.whole_path_of(item) == list(path) for item in path)


def test_a_ring_of_links_ends(path):
    report, _, carried = path
    lineage.link(carried, report)

    assert lineage.whole_path_of(report) == list(path)


def test_linking_twice_changes_nothing(path):
    report, proposal, _ = path
    lineage.link(report, proposal)

    assert lineage.neighbours_of(report).after == [proposal]


def with_phases(item):
    """The item as a page loads it."""
    prefetch_related_objects([item], phases_reached(item.pk, "cycle__phases"))
    return item


def test_an_item_keeps_the_date_of_each_phase_it_reached(path):
    report, *_ = path
    lineage.reach(report, Phase.ORGANISE)
    lineage.reach(report, Phase.ORGANISE)

    steps = steps_of_item(with_phases(report))

    assert [s.number for s in steps if s.reached_on] == [Phase.DISCOVER, Phase.ORGANISE]
    assert [s.number for s in steps if s.is_current] == [Phase.ORGANISE]
    assert [s.state for s in steps][:4] == [
        PhaseState.CLOSED,  # it was first placed in DISCOVER, when this was behind it
        PhaseState.CLOSED,
        PhaseState.OPEN,
        PhaseState.AHEAD,
    ]


def test_the_bar_of_an_item_leaves_out_what_its_cycle_does():
    cycle = cycle_in(Phase.DESIGN)
    cycle.phases.filter(phase__in=[Phase.ORGANISE, Phase.CHOOSE]).update(state=PhaseState.LEFT_OUT)
    proposal = lineage.place("proposal", cycle=cycle, title="提案")

    assert [
        s.number for s in steps_of_item(with_phases(proposal)) if s.state == PhaseState.LEFT_OUT
    ] == [3, 6]


def test_the_bar_of_a_path_stands_where_its_furthest_item_does():
    cycle = CycleFactory()
    report = lineage.place("report", cycle=cycle, title="報告")
    proposal = lineage.place("proposal", cycle=cycle, title="提案")
    lineage.link(report, proposal)
    lineage.reach(proposal, Phase.CHOOSE)
    other = lineage.place("proposal", cycle=CycleFactory(), title="次", phase=Phase.IMPROVE)

    steps = steps_of_path(report, [report, proposal, other])

    assert [s.number for s in steps if s.is_current] == [Phase.CHOOSE]
    assert [s.number for s in steps if s.reached_on] == [2, 4, 6]


def test_the_bar_of_a_cycle_shows_every_open_phase_as_current():
    cycle = cycle_in(Phase.DISCOVER, Phase.DESIGN)

    assert [s.number for s in steps_of_cycle(cycle) if s.is_current] == [2, 4]


def test_an_event_says_its_sentence_with_the_title_of_its_item(path):
    event = write_event("told", item=path[0], what="提案")

    assert sentence(event) == "「暗い道」が提案になりました。"
    assert event.cycle == path[0].cycle
