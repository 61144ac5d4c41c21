"""A mix and the proof that it only re-encrypted and reordered.

Terelius and Wikström (Proofs of Restricted Shuffles, 2010), in the letters of Haenni, Locher,
Koenig and Dubuis (Pseudo-Code Algorithms for Verifiable Re-Encryption Mix-Nets, 2017), for rows
of w ciphertexts, written additively:

    e, e'   the rows before and after; e'[j] re-encrypts e[psi[j]]
    h, H    generators whose logarithms nobody knows (`independent_generators`)
    c       commitment to the permutation: c[psi[j]] = r[psi[j]]*G + h[j]
    u       128-bit numbers from the hash of key, e, e' and c
    c_hat   the chain c_hat[j] = r_hat[j]*G + u'[j]*c_hat[j-1], with c_hat[-1] = H, u' = u o psi
    s       the answers; the commitments t are computed anew by the verifier

About nine multiplications a row and two for every further element check a mix. The long sums
are cut into jobs of `JOB_ROWS` rows that a process pool may share (`Map`).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any, Final, Protocol

from voting.crypto.draw import Draw, draw_permutation, draw_scalar
from voting.crypto.elgamal import Row, re_encrypt, row_bytes
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.groups.base import Element, Group, Scalar, combine, require_scalar, total
from voting.crypto.transcript import challenge, coefficients, digest, number

JOB_ROWS: Final = 2000


class Map(Protocol):
    """Like `map`, over one sequence: the built-in one, or that of a pool of processes."""

    def __call__(self, function: Callable[[Any], Any], jobs: Iterable[Any], /) -> Iterable[Any]: ...


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


def independent_generators(group: Group, count: int) -> list[Element]:
    """H and then h[0] .. h[count-1]: elements from a hash, the same for every election."""
    return [
        group.from_digest(digest("generator", group.name.encode(), number(i)))
        for i in range(count + 1)
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
    top, *h = independent_generators(group, size)
    r, c = _commit_permutation(group, psi, h, draw)
    seed = _seed(about, c)
    u = list(coefficients(seed, size))
    u_after = [u[i] for i in psi]
    r_hat, chain = _commit_chain(group, top, u_after, draw)
    nonces = _draw_nonces(about, draw)
    e = _challenge(about, seed, chain[1:], _commit(about, h, chain, nonces))

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


def check_shuffle(about: Statement, proof: ShuffleProof, map_jobs: Map = map) -> None:
    """Check that `about.after` is a shuffle of `about.before`.

    Elements have been parsed, so they are members of the group.

    Raises:
        CheckFailed: `mix-shape`, `scalar` or `mix-proof`.
    """
    _check_shape(about, proof)
    seed = _seed(about, proof.permutation)
    t = _recomputed(about, proof, list(coefficients(seed, len(about.before))), map_jobs)
    e = proof.challenge
    if e == 0 or _challenge(about, seed, proof.chain, t) != e:
        raise CheckFailed(Check.MIX_PROOF, "it is no shuffle of what it says it shuffled")


def _recomputed(
    about: Statement, proof: ShuffleProof, u: Sequence[Scalar], map_jobs: Map
) -> Commitments:
    """The commitments that the answers belong to, if all is as the proof says."""
    group = about.group
    top, *h = independent_generators(group, len(u))
    sums = _Sums(group, map_jobs)
    c_tilde = sums.ask(u, proof.permutation)
    h_tilde = sums.ask(proof.s_tilde, h)
    columns = [
        (
            sums.ask(u, [getattr(row[k], part) for row in about.before]),
            sums.ask(proof.s_tilde, [getattr(row[k], part) for row in about.after]),
        )
        for k in range(len(proof.s4))
        for part in ("alpha", "beta")
    ]
    found = sums.answers()

    def answered(base: Element, s: Scalar, claim: Element) -> Element:
        return group.subtract(group.multiply(s, base), group.multiply(proof.challenge, claim))

    def answered_column(k: int, place: int, base: Element) -> Element:
        before, after = columns[2 * k + place]
        return group.add(answered(base, -proof.s4[k], found[before]), found[after])

    c_bar = group.subtract(total(group, proof.permutation), total(group, h))
    end = proof.chain[-1] if proof.chain else top
    c_hat = group.subtract(end, group.multiply(_product(u, group.order), top))
    return Commitments(
        answered(group.generator, proof.s1, c_bar),
        answered(group.generator, proof.s2, c_hat),
        group.add(answered(group.generator, proof.s3, found[c_tilde]), found[h_tilde]),
        tuple(
            (answered_column(k, 0, group.generator), answered_column(k, 1, about.key))
            for k in range(len(proof.s4))
        ),
        _chain_commitments(group, top, proof, map_jobs),
    )


def _product(scalars: Sequence[Scalar], q: int) -> Scalar:
    product = 1
    for scalar in scalars:
        product = product * scalar % q
    return product


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


def _seed(about: Statement, permutation: Sequence[Element]) -> bytes:
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


def _challenge(about: Statement, seed: bytes, chain: Sequence[Element], t: Commitments) -> Scalar:
    pairs = b"".join(part for pair in t.t4 for part in pair)
    parts = (seed, b"".join(chain), t.t1, t.t2, t.t3, pairs, b"".join(t.t_hat))
    return challenge(about.group, "mix", *parts)


class _Sums:
    """Long sums of products, all cut into jobs and worked on together."""

    def __init__(self, group: Group, map_jobs: Map) -> None:
        self.group, self.map_jobs = group, map_jobs
        self.jobs: list[tuple[Group, Sequence[Scalar], Sequence[Element]]] = []
        self.owners: list[int] = []
        self.asked = 0

    def ask(self, scalars: Sequence[Scalar], elements: Sequence[Element]) -> int:
        """Ask for a sum; the answer will stand at the number returned."""
        for start in range(0, len(scalars), JOB_ROWS):
            cut = slice(start, start + JOB_ROWS)
            self.jobs.append((self.group, scalars[cut], elements[cut]))
            self.owners.append(self.asked)
        self.asked += 1
        return self.asked - 1

    def answers(self) -> list[Element]:
        found = [self.group.identity] * self.asked
        for owner, part in zip(self.owners, self.map_jobs(_sum, self.jobs), strict=True):
            found[owner] = self.group.add(found[owner], part)
        return found


def _sum(job: tuple[Group, Sequence[Scalar], Sequence[Element]]) -> Element:
    return combine(*job)


def _chain_commitments(
    group: Group, top: Element, proof: ShuffleProof, map_jobs: Map
) -> list[Element]:
    """t_hat[j] = s_hat[j]*G + s_tilde[j]*c_hat[j-1] - e*c_hat[j]"""
    links = list(zip(pairwise((top, *proof.chain)), proof.s_hat, proof.s_tilde, strict=True))
    jobs = [
        (group, proof.challenge, list(islice(links, start, start + JOB_ROWS)))
        for start in range(0, len(links), JOB_ROWS)
    ]
    return [t for part in map_jobs(_links, jobs) for t in part]


def _links(
    job: tuple[Group, Scalar, list[tuple[tuple[Element, Element], Scalar, Scalar]]],
) -> list[Element]:
    group, e, links = job
    return [
        group.subtract(
            group.add(group.multiply_generator(s), group.multiply(w, before)),
            group.multiply(e, here),
        )
        for (before, here), s, w in links
    ]
