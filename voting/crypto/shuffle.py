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

from voting.crypto.draw import Draw, draw_permutation, draw_scalar
from voting.crypto.elgamal import Row, re_encrypt, row_bytes
from voting.crypto.groups.base import Element, Group, Scalar, combine
from voting.crypto.transcript import challenge, coefficients, digest, number


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
    group: Group, context: tuple[bytes, ...], key: Element, before: Sequence[Row], draw: Draw
) -> tuple[list[Row], ShuffleProof]:
    """Re-encrypt and reorder the rows, and prove it. One row or none needs no proof of its own.

    Raises:
        ValueError: the rows are not of one width.
    """
    width = len(before[0]) if before else 0
    if any(len(row) != width for row in before):
        raise ValueError("All rows have the same number of ciphertexts.")
    psi = draw_permutation(draw, len(before))
    randomness = [[draw_scalar(draw, group) for _ in range(width)] for _ in before]
    renewed = [
        tuple(re_encrypt(group, key, c, r) for c, r in zip(row, rs, strict=True))
        for row, rs in zip(before, randomness, strict=True)
    ]
    after = [renewed[i] for i in psi]
    statement = Statement(group, context, key, before, after)
    return after, _prove(statement, psi, randomness, draw)


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
    about: Statement, psi: Sequence[int], randomness: Sequence[Sequence[Scalar]], draw: Draw
) -> ShuffleProof:
    group, q, size = about.group, about.group.order, len(psi)
    top, *h = generators(group, 0, size + 1)
    r, c = _commit_permutation(group, psi, h, draw)
    seed = mix_seed(about, c)
    u = list(coefficients(seed, size))
    u_after = [u[i] for i in psi]
    r_hat, chain = _commit_chain(group, top, u_after, draw)
    nonces = _draw_nonces(about, draw)
    e = mix_challenge(about, seed, chain[1:], _commit(about, h, chain, nonces))

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
        chain=tuple(chain[1:]),
        challenge=e,
        s1=(nonces.o1 + e * sum(r)) % q,
        s2=(nonces.o2 + e * sum(a * b for a, b in zip(r_hat, v, strict=True))) % q,
        s3=(nonces.o3 + e * sum(a * b for a, b in zip(r, u, strict=True))) % q,
        s4=tuple(s % q for s in s4),
        s_hat=tuple((o + e * x) % q for o, x in zip(nonces.o_hat, r_hat, strict=True)),
        s_tilde=tuple((o + e * x) % q for o, x in zip(nonces.o_tilde, u_after, strict=True)),
    )


def _commit_permutation(
    group: Group, psi: Sequence[int], h: Sequence[Element], draw: Draw
) -> tuple[list[Scalar], list[Element]]:
    """Commit to psi: r and c, with c[psi[j]] = r[psi[j]]*G + h[j]."""
    r = [draw_scalar(draw, group) for _ in psi]
    c = [group.identity] * len(psi)
    for j, i in enumerate(psi):
        c[i] = group.add(group.multiply_generator(r[i]), h[j])
    return r, c


def _commit_chain(
    group: Group, top: Element, u_after: Sequence[Scalar], draw: Draw
) -> tuple[list[Scalar], list[Element]]:
    """The r_hat, and the chain, which begins with H."""
    r_hat = [draw_scalar(draw, group) for _ in u_after]
    chain = [top]
    for x, u_j in zip(r_hat, u_after, strict=True):
        chain.append(group.add(group.multiply_generator(x), group.multiply(u_j, chain[-1])))
    return r_hat, chain


def _draw_nonces(about: Statement, draw: Draw) -> _Nonces:
    size = len(about.before)
    width = len(about.before[0]) if size else 0
    o1, o2, o3 = (draw_scalar(draw, about.group) for _ in range(3))
    o4, o_hat, o_tilde = (
        [draw_scalar(draw, about.group) for _ in range(count)] for count in (width, size, size)
    )
    return _Nonces(o1, o2, o3, o4, o_hat, o_tilde)


def _commit(
    about: Statement, h: Sequence[Element], chain: Sequence[Element], nonces: _Nonces
) -> Commitments:
    group, o_tilde = about.group, nonces.o_tilde

    def masked(part: str, k: int, base: Element) -> Element:
        column = [getattr(row[k], part) for row in about.after]
        mask = group.multiply(nonces.o4[k], base)
        return group.subtract(combine(group, o_tilde, column), mask)

    return Commitments(
        group.multiply_generator(nonces.o1),
        group.multiply_generator(nonces.o2),
        group.add(group.multiply_generator(nonces.o3), combine(group, o_tilde, h)),
        tuple(
            (masked("alpha", k, group.generator), masked("beta", k, about.key))
            for k in range(len(nonces.o4))
        ),
        [
            group.add(group.multiply_generator(o), group.multiply(w, link))
            for o, w, link in zip(nonces.o_hat, o_tilde, chain, strict=False)
        ],
    )


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
