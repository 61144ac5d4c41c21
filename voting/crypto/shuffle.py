"""A mix and the proof that it only re-encrypted and reordered.

Terelius and Wikström (Proofs of Restricted Shuffles, 2010), in the letters of Haenni, Locher,
Koenig and Dubuis (Pseudo-Code Algorithms for Verifiable Re-Encryption Mix-Nets, 2017), for rows
of w ciphertexts, written additively:

    e, e'   the rows before and after; e'[j] re-encrypts e[psi[j]]
    h, H    generators whose logarithms nobody knows (`generators`)
    c       commitment to the permutation: c[psi[j]] = r[psi[j]]*G + h[j]
    u       128-bit numbers from the hash of key, e, e' and c
    c_hat   the chain c_hat[j] = r_hat[j]*G + u'[j]*c_hat[j-1], with c_hat[-1] = H, u' = u o psi
    s       the answers; the commitments t are computed anew by the verifier

The check is in `shuffle_check`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from voting.crypto.draw import Draw, draw_permutation, draw_scalar
from voting.crypto.elgamal import Row, re_encrypt, row_bytes
from voting.crypto.groups.base import Element, Group, Scalar, combine, total
from voting.crypto.jobs import Map, cuts
from voting.crypto.transcript import challenge, coefficients, digest, number

PROVEN_ROWS: Final = 4096
"""Of one job of a mixer."""
ROUNDS: Final = 5
"""How often a mix goes through all rows: renewed, permutation, chain, and the two long t."""
Columns = tuple[tuple[Element, ...], ...]
"""alpha 1, beta 1, alpha 2, … of some rows."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a mix is about: `context` names the election and the place of this mix in it."""

    group: Group
    context: tuple[bytes, ...]
    key: Element
    before: Sequence[Row]
    after: Sequence[Row]


@dataclass(frozen=True, slots=True)
class ShuffleProof:
    """c and c_hat have N elements, s_hat and s_tilde N scalars, s4 w; the rest are scalars."""

    permutation: tuple[Element, ...]
    chain: tuple[Element, ...]
    challenge: Scalar
    s1: Scalar
    s2: Scalar
    s3: Scalar
    s4: tuple[Scalar, ...]
    s_hat: tuple[Scalar, ...]
    s_tilde: tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class Commitments:
    """The t of the proof: before the challenge by the prover, after it by the verifier."""

    t1: Element
    t2: Element
    t3: Element
    t4: tuple[tuple[Element, Element], ...]
    t_hat: Sequence[Element]


def generators(group: Group, first: int, count: int) -> list[Element]:
    """H is number 0, h[j] number j + 1: elements from a hash, the same for every election."""
    return [
        group.from_digest(digest("generator", group.name.encode(), number(i)))
        for i in range(first, first + count)
    ]


def shuffle(
    group: Group,
    context: tuple[bytes, ...],
    key: Element,
    before: Sequence[Row],
    draw: Draw,
    map_jobs: Map = map,
) -> tuple[list[Row], ShuffleProof]:
    """Re-encrypt and reorder the rows, and prove it. One row or none needs no proof of its own.

    `map_jobs` goes through the rows `ROUNDS` times. Its jobs carry secrets: they stay here.

    Raises:
        ValueError: the rows are not of one width.
    """
    width = len(before[0]) if before else 0
    if any(len(row) != width for row in before):
        raise ValueError("All rows have the same number of ciphertexts.")
    psi = draw_permutation(draw, len(before))
    randomness = [[draw_scalar(draw, group) for _ in range(width)] for _ in before]
    cut = cuts(len(before), PROVEN_ROWS)
    parts = [(group, key, before[part], randomness[part]) for part in cut]
    renewed = list(chain.from_iterable(map_jobs(_renewed, parts)))
    after = [renewed[i] for i in psi]
    statement = Statement(group, context, key, before, after)
    return after, _prove(statement, psi, randomness, draw, map_jobs)


@dataclass(frozen=True, slots=True)
class _Nonces:
    """The randomness of the commitments t, in the order of the answers s."""

    o1: Scalar
    o2: Scalar
    o3: Scalar
    o4: Sequence[Scalar]
    o_hat: Sequence[Scalar]
    o_tilde: Sequence[Scalar]


def _prove(
    about: Statement,
    psi: Sequence[int],
    randomness: Sequence[Sequence[Scalar]],
    draw: Draw,
    map_jobs: Map,
) -> ShuffleProof:
    group, q, size = about.group, about.group.order, len(psi)
    r = [draw_scalar(draw, group) for _ in psi]
    c = _commit_permutation(group, psi, r, map_jobs)
    seed = mix_seed(about, c)
    u = list(coefficients(seed, size))
    u_after = [u[i] for i in psi]
    r_hat = [draw_scalar(draw, group) for _ in psi]
    links = _commit_chain(group, r_hat, u_after, map_jobs)
    nonces = _draw_nonces(about, draw)
    t = _commit(about, links, nonces, map_jobs)
    e = mix_challenge(about, seed, links[1:], t)

    # v[j]: the product of the u' after j; so r_hat . v is the randomness of the chain's end.
    v = [1] * size
    for j in range(size - 2, -1, -1):
        v[j] = u_after[j + 1] * v[j + 1] % q
    s4 = (
        o + e * sum(row[k] * u_i for row, u_i in zip(randomness, u, strict=True))
        for k, o in enumerate(nonces.o4)
    )
    return ShuffleProof(
        permutation=tuple(c),
        chain=tuple(links[1:]),
        challenge=e,
        s1=(nonces.o1 + e * sum(r)) % q,
        s2=(nonces.o2 + e * sum(a * b for a, b in zip(r_hat, v, strict=True))) % q,
        s3=(nonces.o3 + e * sum(a * b for a, b in zip(r, u, strict=True))) % q,
        s4=tuple(s % q for s in s4),
        s_hat=tuple((o + e * x) % q for o, x in zip(nonces.o_hat, r_hat, strict=True)),
        s_tilde=tuple((o + e * x) % q for o, x in zip(nonces.o_tilde, u_after, strict=True)),
    )


def _commit_permutation(
    group: Group, psi: Sequence[int], r: Sequence[Scalar], map_jobs: Map
) -> list[Element]:
    """Commit to psi: c[psi[j]] = r[psi[j]]*G + h[j]."""
    in_order = [r[i] for i in psi]
    parts = [(group, cut.start, in_order[cut]) for cut in cuts(len(psi), PROVEN_ROWS)]
    c = [group.identity] * len(psi)
    for i, element in zip(psi, chain.from_iterable(map_jobs(_committed, parts)), strict=True):
        c[i] = element
    return c


def _commit_chain(
    group: Group, r_hat: Sequence[Scalar], u_after: Sequence[Scalar], map_jobs: Map
) -> list[Element]:
    """The chain, which begins with H. Link j is R*G + U*H, so that each is made by itself."""
    (top,) = generators(group, 0, 1)
    randomness, product, terms = 0, 1, []
    for x, u_j in zip(r_hat, u_after, strict=True):
        randomness, product = (x + u_j * randomness) % group.order, u_j * product % group.order
        terms.append((randomness, product, top))
    return [top, *_terms(group, terms, map_jobs)]


def _draw_nonces(about: Statement, draw: Draw) -> _Nonces:
    size = len(about.before)
    width = len(about.before[0]) if size else 0
    o1, o2, o3 = (draw_scalar(draw, about.group) for _ in range(3))
    o4, o_hat, o_tilde = (
        [draw_scalar(draw, about.group) for _ in range(count)] for count in (width, size, size)
    )
    return _Nonces(o1, o2, o3, o4, o_hat, o_tilde)


def _commit(
    about: Statement, links: Sequence[Element], nonces: _Nonces, map_jobs: Map
) -> Commitments:
    group, width = about.group, len(nonces.o4)
    parts = [
        (group, cut.start, nonces.o_tilde[cut], columns_of(about.after[cut]))
        for cut in cuts(len(about.after), PROVEN_ROWS)
    ]
    found = list(map_jobs(_secret_sums, parts))

    def summed(place: int) -> Element:
        return total(group, (sums[place] for sums in found))

    def masked(place: int, k: int, base: Element) -> Element:
        return group.subtract(summed(place), group.multiply(nonces.o4[k], base))

    return Commitments(
        group.multiply_generator(nonces.o1),
        group.multiply_generator(nonces.o2),
        group.add(group.multiply_generator(nonces.o3), summed(0)),
        tuple(
            (masked(2 * k + 1, k, group.generator), masked(2 * k + 2, k, about.key))
            for k in range(width)
        ),
        _terms(group, list(zip(nonces.o_hat, nonces.o_tilde, links, strict=False)), map_jobs),
    )


Term = tuple[Scalar, Scalar, Element]


def _terms(group: Group, terms: Sequence[Term], map_jobs: Map) -> list[Element]:
    """a*G + b*P of each (a, b, P)."""
    parts = [(group, terms[cut]) for cut in cuts(len(terms), PROVEN_ROWS)]
    return list(chain.from_iterable(map_jobs(_added_terms, parts)))


def _added_terms(part: tuple[Group, Sequence[Term]]) -> list[Element]:
    group, terms = part
    return [group.add(group.multiply_generator(a), group.multiply(b, p)) for a, b, p in terms]


def _renewed(
    part: tuple[Group, Element, Sequence[Row], Sequence[Sequence[Scalar]]],
) -> list[Row]:
    group, key, rows, randomness = part
    return [
        tuple(re_encrypt(group, key, c, r) for c, r in zip(row, rs, strict=True))
        for row, rs in zip(rows, randomness, strict=True)
    ]


def _committed(part: tuple[Group, int, Sequence[Scalar]]) -> list[Element]:
    group, first, r = part
    h = generators(group, first + 1, len(r))
    return [
        group.add(group.multiply_generator(x), element) for x, element in zip(r, h, strict=True)
    ]


def _secret_sums(part: tuple[Group, int, Sequence[Scalar], Columns]) -> list[Element]:
    """Of multiples by the nonces: first of h, then of each column."""
    group, first, o_tilde, columns = part
    h = generators(group, first + 1, len(o_tilde))
    return [combine(group, o_tilde, column) for column in (h, *columns)]


def columns_of(rows: Sequence[Row]) -> Columns:
    halves = ([half for c in row for half in (c.alpha, c.beta)] for row in rows)
    return tuple(zip(*halves, strict=True))


def mix_seed(about: Statement, permutation: Sequence[Element]) -> bytes:
    return digest(
        "mix",
        about.group.name.encode(),
        *about.context,
        about.key,
        number(len(about.before)),
        row_bytes(about.before),
        row_bytes(about.after),
        b"".join(permutation),
    )


def mix_challenge(
    about: Statement, seed: bytes, chain: Sequence[Element], t: Commitments
) -> Scalar:
    pairs = b"".join(part for pair in t.t4 for part in pair)
    parts = (seed, b"".join(chain), t.t1, t.t2, t.t3, pairs, b"".join(t.t_hat))
    return challenge(about.group, "mix", *parts)
