"""Rows of weighted terms, and where they stand."""

import numpy as np
import pytest

from portal.likeness.places import on_sphere, places_of
from portal.likeness.proportions import z_of_difference
from portal.likeness.weights import Text, runs_of, weighted
from tests.factories.planted_reports import as_text, planted_reports

TEXTS = [as_text(report.title, report.text) for report in planted_reports(40)]
WEIGHTS = weighted(TEXTS)
DENSE = WEIGHTS.times(np.eye(WEIGHTS.terms))


def test_runs_of_letters_do_not_cross_a_space():
    assert list(runs_of("道路の 穴")) == ["道路", "路の", "道路の"]


def test_a_row_has_length_one_or_nothing():
    alone = weighted([*TEXTS, Text(("だれも言わない",), "")])
    lengths = np.linalg.norm(alone.times(np.eye(alone.terms)), axis=1)

    assert np.allclose(lengths[:-1], 1)
    assert lengths[-1] == 0
    assert np.allclose(alone.squared_lengths(), lengths**2)


def test_the_transposed_is_the_same_matrix():
    assert np.allclose(WEIGHTS.transposed().times(np.eye(len(TEXTS))), DENSE.T)


def test_a_rare_word_weighs_more_than_a_common_one():
    texts = [Text(("共通", "めずらしい"), ""), Text(("共通", "めずらしい"), "")]
    texts += [Text(("共通", f"語{number}"), "") for number in range(4)]
    texts += [Text((f"語{number}",), "") for number in range(20)]

    weights = weighted(texts)

    # Of equal words the first alone is more frequent: six texts, not two.
    common, rare = sorted(weights.values[: weights.starts[1]])
    assert rare / common == pytest.approx(np.log(27 / 2) / np.log(27 / 6))


def test_places_are_those_of_the_singular_value_decomposition():
    left, strengths, _right = np.linalg.svd(DENSE, full_matrices=False)

    places = places_of(WEIGHTS, seed=1, dimensions=5)

    # An axis has no sign; nearness has none either.
    exact = left[:, :5] * strengths[:5]
    assert np.allclose(places @ places.T, exact @ exact.T, atol=1e-3)


def test_directions_have_length_one_but_in_the_middle():
    assert on_sphere(np.array([[3.0, 4.0], [0.0, 0.0]])).tolist() == [[0.6, 0.8], [0.0, 0.0]]


def test_a_difference_of_proportions_is_smoothed():
    # 7 of 8 here, 1 of 8 there, with one for and one against each: 8/10 and 2/10, together 1/2.
    assert float(z_of_difference(7, 8, 1, 8)) == pytest.approx(0.6 / np.sqrt(0.25 * 0.2))
