import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.lifecycle import kinds
from portal.lifecycle.kinds import ItemKind
from portal.lifecycle.phases import Phase
from tests.factories.deliberation import item_to_discuss


@pytest.fixture(autouse=True)
def _a_kind_whose_page_is_its_discussion(monkeypatch):
    subject = ItemKind("subject", "議題", "deliberation:thread", Phase.DISCOVER)
    monkeypatch.setitem(kinds._items, subject.name, subject)


@pytest.fixture
def item(db):
    return item_to_discuss()


class Statements(CaptureQueriesContext):
    """The SQL of a block, without what begins and ends transactions and savepoints."""

    @property
    def counted(self):
        ends = re.compile(r"(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)\b")
        return [q["sql"] for q in self.captured_queries if not ends.match(q["sql"])]


@pytest.fixture
def statements():
    return lambda: Statements(connection)
