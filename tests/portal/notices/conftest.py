import pytest

from portal.lifecycle import kinds
from portal.lifecycle.kinds import EventKind, ItemKind
from portal.lifecycle.lineage import place
from portal.lifecycle.phases import Phase
from tests.factories.lifecycle import CycleFactory


@pytest.fixture(autouse=True)
def _kinds_of_our_own(monkeypatch):
    thing = ItemKind("thing", "もの", "lifecycle:path", Phase.DISCOVER)
    monkeypatch.setitem(kinds._items, thing.name, thing)
    for kind in (
        EventKind("told", "「%(title)s」に動きがありました。"),
        EventKind("told_along", "「%(title)s」が決まりました。", along_the_path=True),
        EventKind("told_once", "「%(title)s」に意見がありました。", once_until_read=True),
        EventKind("told_of_cycle", "「%(cycle)s」が進みました。"),
    ):
        monkeypatch.setitem(kinds._events, kind.name, kind)


@pytest.fixture
def cycle(db):
    return CycleFactory()


@pytest.fixture
def item(cycle):
    return place("thing", cycle=cycle, title="暗い道")
