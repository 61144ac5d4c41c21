import pytest

from deliberation.errors import (
    ItemIsElsewhere,
    MapIsFull,
    NothingIsSaid,
    NotRunningTheMap,
    OpinionMapIsClosed,
    StatementIsDecided,
    StatementIsThere,
    TextIsTooLong,
    TooManyStatements,
)
from deliberation.models import STATEMENT_LIMIT, StatementState
from deliberation.services import add_statement, asking, close_map, decide_statement, open_map
from portal.accounts.models import AuditEntry
from portal.accounts.roles import Role
from portal.lifecycle.errors import PhaseIsNotOpen, ReasonIsMissing, RoleIsMissing
from portal.lifecycle.lineage import neighbours_of
from portal.lifecycle.models import Event
from portal.lifecycle.phases import Phase
from portal.notices.models import Notice
from tests.factories.accounts import RoleGrantFactory, UserFactory
from tests.factories.deliberation import contribute, item_to_discuss
from tests.factories.lifecycle import cycle_in
from tests.factories.opinions import facilitator, map_with

pytestmark = pytest.mark.django_db
REASON = "個人の名前が書かれているため、載せられません。"


def test_a_map_stands_on_the_path_of_what_it_concerns():
    item = item_to_discuss()

    opened = map_with(cycle=item.cycle, concerns=[item])

    assert neighbours_of(item).after == [opened.item]
    assert Event.objects.filter(kind="deliberation.map_opened", item=opened.item).exists()


def test_a_resident_opens_no_map():
    with pytest.raises(RoleIsMissing):
        open_map(actor=UserFactory(), cycle=cycle_in(Phase.DESIGN), question="何を")


def test_no_map_is_opened_where_no_phase_is_open():
    with pytest.raises(PhaseIsNotOpen):
        open_map(actor=facilitator(), cycle=cycle_in(), question="何を")


def test_a_map_concerns_its_own_cycle_only():
    with pytest.raises(ItemIsElsewhere):
        map_with(concerns=[item_to_discuss()])


def test_what_a_resident_adds_waits():
    statement = add_statement(actor=UserFactory(), opinion_map=map_with(), text=" 木を\n増やす。 ")

    assert statement.state == StatementState.WAITING
    assert statement.text == "木を 増やす。"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", NothingIsSaid),
        ("\u202e\u200b \n", NothingIsSaid),
        ("あ" * (STATEMENT_LIMIT + 1), TextIsTooLong),
        ("1番の考えに賛成です。", StatementIsThere),
    ],
)
def test_a_statement_that_cannot_be_asked_is_refused(text, error):
    with pytest.raises(error):
        add_statement(actor=UserFactory(), opinion_map=map_with(), text=text)


def test_a_resident_adds_three_at_most():
    opened, person = map_with(), UserFactory()
    for number in range(3):
        add_statement(actor=person, opinion_map=opened, text=f"私の考え{number}")

    with pytest.raises(TooManyStatements):
        add_statement(actor=person, opinion_map=opened, text="もう一つ")


def test_a_map_becomes_full(monkeypatch):
    monkeypatch.setattr(asking, "MOST_STATEMENTS", 2)

    with pytest.raises(MapIsFull):
        add_statement(actor=UserFactory(), opinion_map=map_with(2), text="三つ目")


def test_a_statement_names_the_argument_that_it_puts_in_short():
    said = contribute(item_to_discuss())

    statement = add_statement(
        actor=UserFactory(), opinion_map=map_with(), text="短く", argument=said
    )

    assert statement.argument == said


def test_who_opened_the_map_and_moderators_decide():
    opened = map_with()
    statement = add_statement(actor=UserFactory(), opinion_map=opened, text="木を増やす。")
    moderator = RoleGrantFactory(role=Role.MODERATOR).user

    decide_statement(
        actor=moderator, statement=statement, state=StatementState.REFUSED, reason=REASON
    )
    shown = decide_statement(
        actor=opened.opened_by, statement=statement, state=StatementState.SHOWN
    )

    assert shown.state == StatementState.SHOWN
    kinds = ["deliberation.statement_refused", "deliberation.statement_shown"]
    assert list(AuditEntry.objects.order_by("pk").values_list("deed", flat=True))[-2:] == kinds
    assert Notice.objects.filter(user=statement.author).count() == 2


def test_others_decide_nothing():
    statement = add_statement(actor=UserFactory(), opinion_map=map_with(), text="木を増やす。")

    for person in (statement.author, facilitator()):
        with pytest.raises(NotRunningTheMap):
            decide_statement(actor=person, statement=statement, state=StatementState.SHOWN)


def test_a_refusal_has_a_reason_and_is_said_once():
    opened = map_with(1)
    statement = opened.statements.get()
    refuse = {"actor": opened.opened_by, "statement": statement, "state": StatementState.REFUSED}

    with pytest.raises(ReasonIsMissing):
        decide_statement(**refuse, reason="だめ")
    decide_statement(**refuse, reason=REASON)
    with pytest.raises(StatementIsDecided):
        decide_statement(**refuse, reason=REASON)


def test_a_closed_map_takes_nothing_more():
    opened = map_with()
    close_map(actor=opened.opened_by, opinion_map=opened)

    with pytest.raises(OpinionMapIsClosed):
        add_statement(actor=UserFactory(), opinion_map=opened, text="まだある")
    with pytest.raises(OpinionMapIsClosed):
        close_map(actor=opened.opened_by, opinion_map=opened)


def test_others_do_not_close_it():
    with pytest.raises(NotRunningTheMap):
        close_map(actor=UserFactory(), opinion_map=map_with())
