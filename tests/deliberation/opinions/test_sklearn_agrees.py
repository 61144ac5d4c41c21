"""Our axes, places, groups and silhouettes are those that scikit-learn finds.

`python -m benchmarks.oracles.opinions` asks it again.
"""

import json

import numpy as np
import pytest

from benchmarks.oracles.opinions import VECTORS, adjusted_rand_index, planted
from deliberation.opinions import find_groups, read_answers
from deliberation.opinions.axes import positions, principal_axes
from deliberation.opinions.findings import SEED
from portal.likeness.clusters import first_centres, k_means, nearest, silhouette

FOUND = json.loads(VECTORS.read_text(encoding="utf-8"))
ANSWERS = read_answers(FOUND["rows"], range(len(FOUND["rows"][0])))
AXES = principal_axes(ANSWERS)
PLACES = positions(ANSWERS, AXES)
# An axis has no sign: scikit-learn chooses its own.
SIGNS = np.sign((np.array(FOUND["directions"]) * AXES.directions).sum(axis=1))


def test_the_axes_are_the_same():
    theirs = np.array(FOUND["directions"]) * SIGNS[:, None]

    assert np.allclose(AXES.directions, theirs, atol=1e-9)
    assert np.allclose(AXES.shares, FOUND["shares"], atol=1e-9)


def test_everyone_stands_in_the_same_place():
    assert np.allclose(PLACES, np.array(FOUND["places"]) * SIGNS, atol=1e-9)


@pytest.mark.parametrize("number", ["2", "3", "4", "5"])
def test_groups_and_silhouettes_are_the_same(number):
    theirs = FOUND["groups"][number]
    distances = np.sqrt(((PLACES[:, None] - PLACES[None]) ** 2).sum(axis=2))

    starts = first_centres(PLACES, int(number), seed=SEED)
    labels = nearest(PLACES, k_means(PLACES, starts))

    assert labels.tolist() == theirs["labels"]
    assert silhouette(distances, labels, int(number)) == pytest.approx(theirs["silhouette"])


def test_the_groups_chosen_are_those_it_finds_from_starts_of_its_own():
    found = find_groups(ANSWERS)

    assert len(found.groups) == 3
    assert adjusted_rand_index(found.labels, FOUND["groups"]["3"]["free_labels"]) == 1


def test_the_vectors_are_of_the_planted_matrix():
    answers, truth = planted(300, 30)

    assert answers.rows() == FOUND["rows"]
    assert truth.tolist() == FOUND["planted"]
