import pytest

from portal.lifecycle.phases import Action, Phase
from portal.lifecycle.selectors import cycles_open_for, why_closed
from tests.factories.lifecycle import CycleFactory, cycle_in

pytestmark = pytest.mark.django_db


def test_the_cycles_that_open_an_action_are_found_newest_first():
    first = cycle_in(Phase.DESIGN)
    cycle_in(Phase.BUDGET, closed=[Phase.DESIGN])
    cycle_in(Phase.DESIGN, source="pabulib")
    second = cycle_in(Phase.DESIGN, Phase.ESTIMATE)

    assert list(cycles_open_for(Action.DRAFT_PROPOSAL)) == [second, first]


def test_a_cycle_with_two_fitting_phases_is_found_once():
    cycle = cycle_in(Phase.DESIGN, Phase.ESTIMATE)

    assert list(cycles_open_for(Action.SUPPORT_PROPOSAL)) == [cycle]


def test_the_newest_cycle_tells_when_an_action_opens():
    cycle_in(Phase.KNOW, closed=[Phase.DESIGN])
    CycleFactory()

    assert "で始まります" in why_closed(Action.DRAFT_PROPOSAL).text


def test_a_cycle_that_is_named_tells_of_itself():
    over = cycle_in(closed=[Phase.DESIGN])
    CycleFactory()

    assert "終了しました" in why_closed(Action.DRAFT_PROPOSAL, over).text


def test_without_any_cycle_the_action_is_not_done():
    assert "行いません" in why_closed(Action.DRAFT_PROPOSAL).text
