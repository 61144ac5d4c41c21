"""Items that share the rarest letters of some words."""

import pytest

from portal.search.selectors import numbers_like
from portal.search.services import index

pytestmark = pytest.mark.django_db


@pytest.fixture
def texts():
    for number, text in enumerate(
        ("街灯が点滅して暗い", "坂道の街灯が点滅", "公園のベンチが壊れた", "公園が暗い"), 1
    ):
        index(number, text)


def test_the_most_alike_come_first(texts):
    assert numbers_like(["街灯", "点滅", "公園"], most=5)[:2] == [1, 2]


def test_what_shares_little_is_not_alike(texts):
    assert 4 not in numbers_like(["街灯が点滅", "暗い"], most=5)


def test_no_more_are_found_than_asked_for(texts):
    assert numbers_like(["街灯", "点滅"], most=1) == [1]


@pytest.mark.parametrize("words", [[], ["穴"], ["図書館"]])
def test_words_that_nothing_else_has_find_nothing(texts, words):
    assert numbers_like(words, most=5) == []


def test_one_query(texts, django_assert_num_queries):
    with django_assert_num_queries(1):
        numbers_like(["街灯", "点滅"], most=5)
