from itertools import pairwise

import numpy as np
import pytest

from benchmarks.oracles.opinions import adjusted_rand_index, planted
from deliberation.opinions import Answer, find_groups, place_of, publishable, read_answers
from deliberation.opinions.answers import LEAST_PEOPLE, SMALL_CELL
from deliberation.opinions.findings import GRID


def rows(*groups):
    """So many people who all answered the same."""
    return [letters for letters, people in groups for _ in range(people)]


def found_in(*groups):
    texts = rows(*groups)
    return find_groups(publishable(read_answers(texts, range(len(texts[0])))))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_three_planted_groups_are_found_again(seed):
    answers, truth = planted(600, 40, seed=seed)

    found = find_groups(answers)

    assert len(found.groups) == 3
    assert adjusted_rand_index(found.labels, truth) > 0.9


def test_the_same_answers_give_the_same_groups():
    answers, _ = planted(400, 25)

    one, other = find_groups(answers), find_groups(answers)

    assert one.groups == other.groups
    assert one.spots == other.spots


def test_the_order_of_people_changes_no_group():
    answers, _ = planted(400, 25)
    order = np.random.default_rng(5).permutation(400)

    shuffled = find_groups(answers.of(order)).labels

    assert adjusted_rand_index(find_groups(answers).labels[order], shuffled) == 1


def test_the_largest_group_is_the_first():
    found = found_in(("aaaaadddd", 10), ("dddddaaaa", 40))

    assert [group.people for group in found.groups] == [40, 10]
    assert all(one.people >= other.people for one, other in pairwise(found.groups))


def test_what_a_group_holds_what_divides_and_what_all_share_is_told():
    # The first four are answered alike by all, the next three against one another.
    found = found_in(("aaadaaa", 30), ("aaadddd", 20))

    assert [(each.column, each.answer) for each in found.shares] == [
        (0, Answer.AGREE),
        (1, Answer.AGREE),
        (2, Answer.AGREE),
        (3, Answer.DISAGREE),
    ]
    assert {each.column for each in found.divides} == {4, 5, 6}
    first, second = found.groups
    assert {(each.column, each.answer) for each in first.holds} == {
        (column, Answer.AGREE) for column in (4, 5, 6)
    }
    assert {each.answer for each in second.holds} == {Answer.DISAGREE}


def test_people_of_one_mind_are_one_group():
    found = found_in(("aaaadd", 30))

    assert [group.people for group in found.groups] == [30]
    assert found.divides == []
    assert len(found.shares) == 5


def test_a_group_of_fewer_than_five_is_never_told_of():
    found = found_in(("aaaaaaaa", 30), ("dddddddd", SMALL_CELL - 1))

    assert [group.people for group in found.groups] == [30]


@pytest.mark.parametrize("people", [0, 1, LEAST_PEOPLE - 1])
def test_before_there_are_enough_people_nothing_is_found(people):
    assert find_groups(publishable(read_answers(["aaaaaa"] * people, range(6)))) is None


@pytest.mark.parametrize("statements", [0, 1, 2])
def test_before_there_are_enough_statements_nothing_is_found(statements):
    assert (
        find_groups(publishable(read_answers(["a" * statements] * 30, range(statements)))) is None
    )


def test_who_answered_little_is_left_out():
    answers = publishable(read_answers(rows(("aaaaaaaa", 30), ("aaaa----", 9)), range(8)))

    assert answers.people == 30


def test_an_answer_that_fewer_than_five_gave_is_blanked():
    texts = rows(("aaaaaaaa", 30), ("daaaaaaa", SMALL_CELL - 1), ("apaaaaaa", SMALL_CELL))

    shown = publishable(read_answers(texts, range(8))).rows()

    assert sum(row[0] == "-" for row in shown) == SMALL_CELL - 1
    assert sum(row[1] == "p" for row in shown) == SMALL_CELL


def test_who_is_left_with_too_little_by_that_is_left_out_as_well():
    texts = rows(("aaaaaa", 30), ("ddaaa-", SMALL_CELL - 1))

    assert publishable(read_answers(texts, range(6))).people == 30


def test_answers_are_read_for_the_columns_that_are_asked_for():
    answers = read_answers(["ad", "p-da", ""], [1, 3])

    assert answers.rows() == ["d-", "-a", "--"]


def test_the_map_shows_everyone_within_its_grid():
    answers, _ = planted(400, 25)

    found = find_groups(answers)

    assert sum(spot.people for spot in found.spots) == 400
    assert all(max(abs(spot.x), abs(spot.y)) <= GRID for spot in found.spots)


def test_ones_own_answers_are_placed_in_their_group():
    found = found_in(("aaaaadddd", 10), ("dddddaaaa", 40))

    assert place_of(read_answers(["aaaa-----"], range(9)), found.axes, found.centres) == 1
    assert place_of(read_answers(["ddddd----"], range(9)), found.axes, found.centres) == 0


def test_answers_that_are_all_the_same_are_no_trouble():
    found = found_in(("pppppp", 25))

    assert [group.people for group in found.groups] == [25]
    assert found.shares == []
