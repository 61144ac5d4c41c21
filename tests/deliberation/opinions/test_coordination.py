from datetime import UTC, datetime, timedelta

from benchmarks.oracles.opinions import planted
from deliberation.opinions.answers import read_answers
from deliberation.opinions.coordination import Account, alike_among_new

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def account(number, *, age=timedelta(hours=1), after=timedelta(0)):
    first = NOON + after
    return Account(number, joined_at=first - age, first_at=first)


def test_new_accounts_that_answer_all_alike_are_pointed_out():
    texts = ["aadadaddaa"] * 6
    accounts = [account(number, after=timedelta(minutes=number)) for number in range(6)]

    (found,) = alike_among_new(read_answers(texts, range(10)), accounts)

    assert found.accounts == (0, 1, 2, 3, 4, 5)
    assert found.common == 10
    assert found.within == timedelta(minutes=5)


def test_old_accounts_may_be_of_one_mind():
    texts = ["aadadaddaa"] * 6
    accounts = [account(number, age=timedelta(days=8)) for number in range(6)]

    assert alike_among_new(read_answers(texts, range(10)), accounts) == []


def test_four_are_no_crowd():
    texts = ["aadadaddaa"] * 4

    assert alike_among_new(read_answers(texts, range(10)), [account(n) for n in range(4)]) == []


def test_few_answers_in_common_say_nothing():
    texts = ["aadadaa---"] * 6

    assert alike_among_new(read_answers(texts, range(10)), [account(n) for n in range(6)]) == []


def test_one_answer_of_twenty_may_differ():
    texts = ["a" * 20] * 5 + ["a" * 19 + "d"]

    (found,) = alike_among_new(read_answers(texts, range(20)), [account(n) for n in range(6)])

    assert len(found.accounts) == 6


def test_new_accounts_with_minds_of_their_own_are_left_alone():
    answers, _ = planted(200, 30)

    assert alike_among_new(answers, [account(number) for number in range(200)]) == []
