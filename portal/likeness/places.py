"""Latent semantic analysis: texts of like meaning stand near each other, whatever their words."""

import numpy as np

from portal.likeness.clusters import Floats
from portal.likeness.weights import Weights

# More than is asked for is drawn, and the spectrum is sharpened so often (Halko et al. 2011).
SPARE, ROUNDS = 10, 12


def places_of(weights: Weights, *, seed: int, dimensions: int) -> Floats:
    """Where each text stands, texts x dimensions (or fewer), the strongest dimension first.

    The truncated singular value decomposition, by a random projection that the seed draws.
    """
    back = weights.transposed()
    asked = min(dimensions, len(weights), weights.terms)
    drawn = min(asked + SPARE, len(weights), weights.terms)
    random = np.random.default_rng(seed)
    basis = _basis(weights.times(random.standard_normal((weights.terms, drawn))))
    for _ in range(ROUNDS):
        basis = _basis(weights.times(_basis(back.times(basis))))
    small = back.times(basis)
    _left, strengths, right = np.linalg.svd(small, full_matrices=False)
    placed: Floats = (basis @ right.T)[:, :asked] * strengths[:asked]
    return placed


def on_sphere(places: Floats) -> Floats:
    """Of each place only its direction; one in the middle has none, and stays there."""
    lengths = np.linalg.norm(places, axis=1, keepdims=True)
    unit: Floats = np.divide(places, lengths, out=np.zeros_like(places), where=lengths > 1e-9)
    return unit


def _basis(columns: Floats) -> Floats:
    basis: Floats = np.linalg.qr(columns)[0]
    return basis
