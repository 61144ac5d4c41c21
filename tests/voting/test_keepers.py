"""What a vote needs of its trustees, registrar, clerks and auditors stands on their own pages."""

import pytest

from portal.accounts.roles import Role
from portal.accounts.selectors import roles_of
from portal.notices.waiting import tasks_for
from tests.factories.accounts import RoleGrantFactory, UserFactory
from tests.factories.held import Town
from tests.voting.held.test_paper import Counter, clerk
from voting.selectors import keepers
from voting.services.certifying import certify_result
from voting.services.clock import change_due_votes
from voting.services.counts import run_count
from voting.services.freezing import define_vote
from voting.services.log import sequence
from voting.services.paper_batches import make_batch, settle_ballot
from voting.services.tallying import go_on

pytestmark = pytest.mark.django_db


def deeds_of(*people):
    """What waits for each, without the name of the vote before it."""
    waiting = [keepers.waiting_for_keepers(person, roles_of(person)) for person in people]
    return [[task.text.split("：")[1] for task in tasks] for tasks in waiting]


def auditor():
    return RoleGrantFactory(role=Role.AUDITOR).user


def test_setting_a_vote_up_waits_for_trustees_and_registrar_in_turn():
    town, reader = Town().hold(), auditor()
    first, second, third = town.trustees

    assert deeds_of(first, third) == [["投票の鍵を作る"], ["投票の鍵を作る"]]
    assert deeds_of(town.registrar, town.admin, reader) == [["署名した名簿を渡す"], [], []]
    town.list_voters().keyholders.make_key()
    assert deeds_of(first, town.registrar) == [[], []]
    define_vote(actor=town.admin, held=town.held)
    assert deeds_of(second) == [["投票の定義に署名する"]]
    town.keyholders.approve()
    change_due_votes()
    assert deeds_of(*town.trustees, town.registrar, reader) == [[], [], [], [], []]


def test_opening_a_vote_waits_for_trustees_in_turn_and_then_for_the_auditor():
    town, reader = Town().open(), auditor()
    first, second, third = town.trustees
    for place in range(3):
        town.device(place).cast((0,))
    town.close()
    assert deeds_of(first) == [[]]
    go_on.func(town.election.pk)

    assert deeds_of(first, second) == [["締め切った記録簿に署名する"]] * 2
    vote = town.keyholders.countersign()
    assert deeds_of(first) == [["票を混ぜる"]]
    town.keyholders.mix(vote, [1])
    go_on.func(town.election.pk)
    assert deeds_of(first, second) == [[], ["票を混ぜる"]]
    town.keyholders.mix(vote, [2])
    go_on.func(town.election.pk)
    assert deeds_of(first, third) == [["開票の分を出す"]] * 2
    town.keyholders.open(town.keyholders.mix(vote), [1])
    assert deeds_of(first, third, reader) == [[], ["開票の分を出す"], []]
    town.keyholders.open(town.keyholders.mix(vote), [2])
    count(town)
    assert deeds_of(third, reader) == [[], ["結果を確かめて確定する"]]
    certify_result(actor=reader, election=town.election)
    assert deeds_of(*town.trustees, reader) == [[], [], [], []]


def count(town):
    go_on.func(town.election.pk)
    run_count.func(town.election.counts.get().pk)
    town.election.refresh_from_db()


def test_paper_waits_for_the_registrar_then_for_clerks_then_for_the_auditor():
    counter = Counter()
    town, reader, (one, two, three) = counter.town, auditor(), (clerk(), clerk(), clerk())
    counter.by_roll(3)
    assert deeds_of(town.registrar, one) == [["紙で投票した人の分に署名する（1人）"], []]
    counter.excluded()
    for place in range(2):
        town.device(place).cast((0,))
    town.close()
    electorate = counter.election.electorates.get()
    batch = make_batch(actor=counter.clerk, electorate=electorate, size=1)
    assert deeds_of(town.registrar, one) == [[], ["紙の票を入力する（1個）"]]
    counter.typed(batch, one, "2")
    assert deeds_of(one, two) == [[], ["紙の票を入力する（1個）"]]
    counter.typed(batch, two, "1")
    assert deeds_of(one, two, three) == [[], [], ["入力の違いを決める（1個）"]]
    settle_ballot(actor=three, vote=counter.vote, batch=batch, number=1, typed="1")
    said = "入力を終えた紙の票の束に署名する（1個）"
    assert deeds_of(three, town.registrar) == [[], [said]]
    counter.bound()
    assert deeds_of(town.registrar) == [[]]

    sequence(counter.vote)
    go_on.func(town.election.pk)
    vote = town.keyholders.countersign()
    for mixer in (1, 2):
        town.keyholders.mix(vote, [mixer])
        go_on.func(town.election.pk)
    town.keyholders.open(town.keyholders.mix(vote))
    count(town)
    assert deeds_of(reader) == [["紙の票の抜き取り検査をする（あと1票）", "結果を確かめて確定する"]]


def test_of_a_vote_nothing_waits_for_those_whom_it_does_not_name(django_assert_num_queries):
    town = Town().hold()
    others = [RoleGrantFactory(role=role).user for role in (Role.TRUSTEE, Role.REGISTRAR)]
    resident = UserFactory()

    assert deeds_of(*others) == [[], []]
    assert [task.url for task in tasks_for(town.registrar)] == [
        f"/votes/{town.election.pk}/credentials/"
    ]
    with django_assert_num_queries(1):
        assert deeds_of(resident) == [[]]
    with django_assert_num_queries(0):
        assert keepers.workplaces_of_keepers(resident, frozenset({Role.RESIDENT})) == []
