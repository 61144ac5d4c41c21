"""A key that n trustees make together and any t of them can use; no dealer, nobody has it whole.

Each trustee i = 1 .. n draws a polynomial f_i of degree t-1 and publishes A_i[k] = a_i[k]*G
(Feldman). The election's key is Y = sum of A_i[0]; the share of trustee j is x_j = sum of f_i(j),
and its verification key V_j = x_j*G can be computed by everyone from the A.

Commitments are committed to by hash before any is revealed, so that nobody can choose theirs
after seeing the others' (Gennaro, Jarecki, Krawczyk and Rabin, 1999). Whoever aborts, or is rightly
complained of, causes a restart with fresh polynomials: nobody is left out after revealing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from voting.crypto.draw import Draw, draw_scalar
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.groups.base import Element, Group, Scalar, total
from voting.crypto.proofs import Proof, check_logarithm, prove_logarithm
from voting.crypto.transcript import fingerprint, number


@dataclass(frozen=True, slots=True)
class Parties:
    """t of n trustees, for one election (`ceremony` names it and the attempt).

    Raises:
        ValueError: unless 1 <= t <= n <= 100.
    """

    ceremony: bytes
    t: int
    n: int

    def __post_init__(self) -> None:
        if not 1 <= self.t <= self.n <= 100:
            raise ValueError(f"No key can be made by {self.t} of {self.n}.")

    def statement(self, i: int) -> tuple[bytes, ...]:
        return (self.ceremony, number(self.t), number(self.n), number(i))


@dataclass(frozen=True, slots=True)
class Dealing:
    """What trustee i reveals: t commitments A, and proof that it knows the first one's secret."""

    i: int
    commitments: tuple[Element, ...]
    proof: Proof

    def committed(self, group: Group, parties: Parties) -> bytes:
        """The hash that is published before the dealing itself."""
        width = (group.order.bit_length() + 7) // 8
        scalars = (self.proof.c.to_bytes(width, "little"), self.proof.z.to_bytes(width, "little"))
        return fingerprint("dealing", *parties.statement(self.i), *self.commitments, *scalars)


def draw_polynomial(parties: Parties, group: Group, draw: Draw) -> tuple[Scalar, ...]:
    """The secret of one trustee for one attempt: never to be used for another."""
    return tuple(draw_scalar(draw, group) for _ in range(parties.t))


def deal(
    group: Group, parties: Parties, i: int, polynomial: Sequence[Scalar], draw: Draw
) -> Dealing:
    return Dealing(
        i,
        tuple(group.multiply_generator(a) for a in polynomial),
        prove_logarithm(group, "dealing", parties.statement(i), polynomial[0], draw),
    )


def check_dealing(group: Group, parties: Parties, dealing: Dealing, committed: bytes) -> None:
    """Check a revealed dealing against the hash that was published before.

    Raises:
        CheckFailed: `dealing-commitment`, `dealing-shape`, `dealing-proof` or `scalar`.
    """
    if dealing.committed(group, parties) != committed:
        raise CheckFailed(Check.DEALING_COMMITMENT, f"trustee {dealing.i}")
    if len(dealing.commitments) != parties.t or not 1 <= dealing.i <= parties.n:
        raise CheckFailed(Check.DEALING_SHAPE, f"trustee {dealing.i}")
    check_logarithm(
        group,
        "dealing",
        parties.statement(dealing.i),
        dealing.commitments[0],
        dealing.proof,
        Check.DEALING_PROOF,
    )


def share_for(group: Group, polynomial: Sequence[Scalar], j: int) -> Scalar:
    """f(j): what the trustee sends to trustee j, encrypted to it."""
    value = 0
    for a in reversed(polynomial):
        value = (value * j + a) % group.order
    return value


def check_share(group: Group, dealing: Dealing, j: int, share: Scalar) -> None:
    """Check the share that trustee j got against the dealer's commitments.

    Raises:
        CheckFailed: `share`: a complaint that everyone can verify once the share is shown.
    """
    if group.multiply_generator(share) != _evaluated(group, dealing.commitments, j):
        raise CheckFailed(Check.SHARE, f"from trustee {dealing.i} to trustee {j}")


def election_key(group: Group, dealings: Sequence[Dealing]) -> Element:
    """Y, from the dealings of all trustees.

    Raises:
        CheckFailed: `identity-element`, for dealings that cancel out.
    """
    key = total(group, (dealing.commitments[0] for dealing in dealings))
    if key == group.identity:
        raise CheckFailed(Check.IDENTITY_ELEMENT, "the election's key")
    return key


def verification_key(group: Group, dealings: Sequence[Dealing], j: int) -> Element:
    """V_j, from the dealings of all trustees."""
    return total(group, (_evaluated(group, dealing.commitments, j) for dealing in dealings))


def interpolated(group: Group, parties: Parties, values: Mapping[int, Element]) -> Element:
    """f(0)*B from f(j)*B of any t trustees j.

    Raises:
        CheckFailed: `trustees`, for fewer than t, or a number that is no trustee's.
    """
    indices = sorted(values)[: parties.t]
    if len(indices) < parties.t or not all(1 <= j <= parties.n for j in values):
        raise CheckFailed(Check.TRUSTEES, f"{len(values)} of the {parties.t} needed")
    weights = lagrange_weights(group, indices)
    return total(group, (group.multiply(w, values[j]) for j, w in weights.items()))


def lagrange_weights(group: Group, indices: Sequence[int]) -> dict[int, Scalar]:
    """The weight of each distinct index in the value at zero."""
    q = group.order
    weights = {}
    for j in indices:
        above, below = 1, 1
        for other in indices:
            if other != j:
                above, below = above * other % q, below * (other - j) % q
        weights[j] = above * pow(below, -1, q) % q
    return weights


def _evaluated(group: Group, commitments: Sequence[Element], j: int) -> Element:
    """f(j)*G from the commitments, by Horner's rule."""
    value = group.identity
    for commitment in reversed(commitments):
        value = group.add(group.multiply(j, value), commitment)
    return value
