"""What reports are about is found again, and whatever is about nothing else stays reachable."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.oracles.opinions import adjusted_rand_index
from portal.likeness.texts import (
    LEAST_TEXTS,
    group_texts,
    likeness_of_strangers,
    likeness_to_group,
)
from portal.likeness.weights import Text, weighted
from tests.factories.planted_reports import ALONE, SUBJECTS, as_text, planted_reports


def texts_of(reports):
    return [as_text(report.title, report.text) for report in reports]


def labels_of(groups, count):
    inside = {member: place for place, each in enumerate(groups.groups) for member in each.members}
    return [inside.get(number, -1) for number in range(count)]


@pytest.fixture(scope="module")
def city():
    """200 reports about eight subjects, and six that are each about something else."""
    reports = planted_reports(200)
    texts = [*texts_of(reports), *(as_text(said[:8], said) for said in ALONE)]
    return reports, texts, group_texts(texts, seed=1)


def test_planted_subjects_are_found_again(city):
    reports, _texts, found = city
    truth = [list(SUBJECTS).index(report.subject) for report in reports]

    assert len(found.groups) == len(SUBJECTS)
    assert adjusted_rand_index(labels_of(found, 200), truth) >= 0.95


@pytest.mark.parametrize("drawn", [2, 3])
def test_other_cities_are_found_again_too(drawn):
    reports = planted_reports(200, seed=drawn)
    truth = [list(SUBJECTS).index(report.subject) for report in reports]

    found = group_texts(texts_of(reports), seed=20260401)

    assert adjusted_rand_index(labels_of(found, 200), truth) >= 0.8


def test_what_is_about_nothing_else_is_left_over(city):
    _reports, _texts, found = city

    # One of them may be near a group by a word that both have.
    assert len([number for number in found.left_over if number >= 200]) >= 5
    assert len([number for number in found.left_over if number < 200]) <= 5


def test_every_text_is_in_one_group_or_left_over(city):
    _reports, texts, found = city

    members = [member for group in found.groups for member in group.members]

    assert sorted(members + found.left_over) == list(range(len(texts)))


def test_the_same_texts_and_seed_give_the_same_groups(city):
    _reports, texts, found = city

    assert group_texts(texts, seed=1) == found


def test_a_group_is_marked_by_its_own_words(city):
    reports, _texts, found = city
    of_bus = next(group for group in found.groups if reports[group.members[0]].subject == "bus")

    assert "バス" in [word.word for word in of_bus.distinctive]
    assert "バス" in [word.word for word in of_bus.frequent]
    for word in of_bus.distinctive:
        assert word.texts / len(of_bus.members) > word.elsewhere / (206 - len(of_bus.members))


def test_the_most_typical_text_stands_first(city):
    _reports, _texts, found = city

    for group in found.groups:
        assert group.likeness == sorted(group.likeness, reverse=True)
        assert 0 < group.likeness[-1] <= group.likeness[0] <= 1


def test_likeness_is_the_mean_cosine_to_the_others_of_the_group():
    texts = texts_of(planted_reports(20))
    weights = weighted(texts)
    dense = weights.times(np.eye(weights.terms))
    labels = np.array([0] * 8 + [1] * 11 + [-1])

    found = likeness_to_group(weights, labels)

    assert found[3] == pytest.approx(np.mean([dense[3] @ dense[n] for n in range(8) if n != 3]))
    assert found[19] == 0


def test_likeness_of_strangers_is_the_mean_cosine_across_groups():
    weights = weighted(texts_of(planted_reports(20)))
    dense = weights.times(np.eye(weights.terms))
    labels = np.array([0] * 8 + [1] * 12)

    across = (dense[:8] @ dense[8:].T).mean()

    assert likeness_of_strangers(weights, labels) == pytest.approx(across)
    assert likeness_of_strangers(weights, np.zeros(20, np.int64)) == 0


@pytest.mark.parametrize("count", [0, 1, 2 * LEAST_TEXTS - 1])
def test_few_texts_have_no_groups(count):
    found = group_texts(texts_of(planted_reports(count)), seed=1)

    assert found.groups == []
    assert found.left_over == list(range(count))


def test_texts_that_share_nothing_have_no_groups():
    texts = [Text((f"word{number}",), chr(0x4E00 + number) * 3) for number in range(30)]

    assert group_texts(texts, seed=1).groups == []


def test_texts_of_no_subject_have_no_groups():
    """Each of ten words that were drawn from a hundred: what they share, they share by chance."""
    random = np.random.default_rng(1)
    texts = [
        Text(tuple(f"w{number}" for number in random.integers(100, size=10)), "")
        for _ in range(150)
    ]

    assert group_texts(texts, seed=1).groups == []


@given(st.lists(st.lists(st.sampled_from("道公園水音"), max_size=5), max_size=12))
@settings(max_examples=30, deadline=None)
def test_no_text_is_lost_or_doubled(words):
    texts = [Text(tuple(each), "".join(each)) for each in words]

    found = group_texts(texts, seed=1)

    members = [member for group in found.groups for member in group.members]
    assert sorted(members + found.left_over) == list(range(len(texts)))
    assert all(len(group.members) >= LEAST_TEXTS for group in found.groups)
