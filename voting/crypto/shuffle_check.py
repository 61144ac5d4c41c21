"""The check of a mix, in the letters of `shuffle`.

The commitments t are computed anew from the answers and have to give the challenge. Nearly all of
it are sums over the rows, so that parts of them are added up by several processes. Of the nine
multiplications a row (two more for every further element) six go into long sums, for which the
group has a faster way.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from voting.crypto.errors import Check, CheckFailed
from voting.crypto.groups.base import Element, Group, Scalar, require_scalar, total
from voting.crypto.jobs import LEAST_ROWS, MOST_ROWS, Map, cuts
from voting.crypto.shuffle import (
    Columns,
    Commitments,
    ShuffleProof,
    Statement,
    columns_of,
    generators,
    mix_challenge,
    mix_seed,
)
from voting.crypto.transcript import coefficients


@dataclass(frozen=True, slots=True)
class _Part:
    """Rows that stand together, from number `first` on; the chain begins one link earlier."""

    group: Group
    first: int
    before: Columns
    after: Columns
    permutation: tuple[Element, ...]
    chain: tuple[Element, ...]
    challenge: Scalar
    u: Sequence[Scalar]
    s_hat: tuple[Scalar, ...]
    s_tilde: tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """What the rows of a part come to: sums, the product of u, and their t_hat."""

    c: Element
    h: Element
    c_tilde: Element
    h_tilde: Element
    before: list[Element]
    after: list[Element]
    u: Scalar
    t_hat: list[Element]


def check_shuffle(about: Statement, proof: ShuffleProof, map_jobs: Map = map) -> None:
    """Check that `about.after` is a shuffle of `about.before`.

    Elements have been parsed, so they are members of the group.

    Raises:
        CheckFailed: `mix-shape`, `scalar` or `mix-proof`.
    """
    _check_shape(about, proof)
    seed = mix_seed(about, proof.permutation)
    found = list(map_jobs(_found, _parts(about, proof, seed)))
    t = _recomputed(about, proof, found)
    e = proof.challenge
    if e == 0 or mix_challenge(about, seed, proof.chain, t) != e:
        raise CheckFailed(Check.MIX_PROOF, "it is no shuffle of what it says it shuffled")


def _check_shape(about: Statement, proof: ShuffleProof) -> None:
    size = len(about.before)
    widths = {len(row) for row in (*about.before, *about.after)} | {len(proof.s4)}
    lengths = {
        len(about.after),
        len(proof.permutation),
        len(proof.chain),
        len(proof.s_hat),
        len(proof.s_tilde),
    }
    if lengths != {size} or (size and len(widths) != 1) or (not size and proof.s4):
        raise CheckFailed(Check.MIX_SHAPE, "lists of different lengths")
    for name in ("challenge", "s1", "s2", "s3"):
        require_scalar(about.group, getattr(proof, name), f"mix, {name}")
    for name in ("s4", "s_hat", "s_tilde"):
        for s in getattr(proof, name):
            require_scalar(about.group, s, f"mix, {name}")


def _parts(about: Statement, proof: ShuffleProof, seed: bytes) -> list[_Part]:
    size = len(about.before)
    u = list(coefficients(seed, size))
    (top,) = generators(about.group, 0, 1)
    chain = (top, *proof.chain)
    return [
        _Part(
            about.group,
            cut.start,
            columns_of(about.before[cut]),
            columns_of(about.after[cut]),
            proof.permutation[cut],
            chain[cut.start : cut.stop + 1],
            proof.challenge,
            u[cut],
            proof.s_hat[cut],
            proof.s_tilde[cut],
        )
        for cut in cuts(size, MOST_ROWS, LEAST_ROWS)
    ]


def _found(part: _Part) -> _Found:
    group = part.group
    h, sum_of_h = _generators_and_sum(group, part.first, len(part.u))
    c_tilde, *before = group.sums_of_multiples(part.u, (part.permutation, *part.before))
    h_tilde, *after = group.sums_of_multiples(part.s_tilde, (h, *part.after))
    return _Found(
        c=total(group, part.permutation),
        h=sum_of_h,
        c_tilde=c_tilde,
        h_tilde=h_tilde,
        before=before,
        after=after,
        u=_product(part.u, group.order),
        t_hat=_chain_commitments(part),
    )


@lru_cache(maxsize=16)
def _generators_and_sum(
    group: Group, first: int, count: int
) -> tuple[tuple[Element, ...], Element]:
    """Kept, because every mix of a list asks for the same."""
    h = tuple(generators(group, first + 1, count))
    return h, total(group, h)


def _chain_commitments(part: _Part) -> list[Element]:
    """t_hat[j] = s_hat[j]*G + s_tilde[j]*c_hat[j-1] - e*c_hat[j]"""
    group, e = part.group, part.challenge
    links = zip(pairwise(part.chain), part.s_hat, part.s_tilde, strict=True)
    return [
        group.subtract(
            group.add(group.multiply_generator(s), group.multiply(w, before)),
            group.multiply(e, here),
        )
        for (before, here), s, w in links
    ]


def _product(scalars: Sequence[Scalar], q: int) -> Scalar:
    product = 1
    for scalar in scalars:
        product = product * scalar % q
    return product


def _recomputed(about: Statement, proof: ShuffleProof, found: Sequence[_Found]) -> Commitments:
    """The commitments that the answers belong to, if all is as the proof says."""
    group, e = about.group, proof.challenge

    def summed(name: str) -> Element:
        return total(group, (getattr(part, name) for part in found))

    def answered(base: Element, s: Scalar, claim: Element) -> Element:
        return group.subtract(group.multiply(s, base), group.multiply(e, claim))

    def answered_column(place: int, base: Element) -> Element:
        before = total(group, (part.before[place] for part in found))
        after = total(group, (part.after[place] for part in found))
        return group.add(answered(base, -proof.s4[place // 2], before), after)

    (top,) = generators(group, 0, 1)
    end = proof.chain[-1] if proof.chain else top
    product = _product([part.u for part in found], group.order)
    c_bar = group.subtract(summed("c"), summed("h"))
    c_hat = group.subtract(end, group.multiply(product, top))
    return Commitments(
        answered(group.generator, proof.s1, c_bar),
        answered(group.generator, proof.s2, c_hat),
        group.add(answered(group.generator, proof.s3, summed("c_tilde")), summed("h_tilde")),
        tuple(
            (answered_column(2 * k, group.generator), answered_column(2 * k + 1, about.key))
            for k in range(len(proof.s4))
        ),
        [t for part in found for t in part.t_hat],
    )
