"""Opening a mixed list: each trustee's factors, one proof for all of them, and their combination.

Trustee j with share x_j gives F = x_j*alpha for every ciphertext. One proof covers them all: with
128-bit coefficients from a hash that binds the election, the trustee and its key, the whole list
and all factors, the logarithm of sum(rho*F) to sum(rho*alpha) is that of V_j to G.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from voting.crypto.draw import Draw
from voting.crypto.elgamal import Row, row_bytes
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.groups.base import Element, Group, Scalar, total
from voting.crypto.jobs import LEAST_ROWS, MOST_ROWS, Map, cuts
from voting.crypto.proofs import Proof, check_equality, prove_equality
from voting.crypto.threshold import Parties, lagrange_weights
from voting.crypto.transcript import coefficients, digest, number

OPENED_ROWS: Final = 4096
"""Of one job of a trustee who opens."""

FEW: Final = 4
"""So many additions take as long as one multiplication."""


@dataclass(frozen=True, slots=True)
class PartialOpening:
    """Of trustee j: one factor for each ciphertext of the list, row by row, and the proof."""

    j: int
    factors: tuple[Element, ...]
    proof: Proof


def open_partially(
    group: Group,
    context: tuple[bytes, ...],
    j: int,
    share: Scalar,
    rows: Sequence[Row],
    draw: Draw,
    map_jobs: Map = map,
) -> PartialOpening:
    """What trustee j gives to the opening of a list.

    It is the caller's duty to have verified all that led to the list, to open one list alone in
    an election, and to remember which (`voting.trustee`). Jobs carry the share: they stay here.
    """
    alphas = _alphas(rows)
    parts = [(group, share, alphas[cut]) for cut in cuts(len(alphas), OPENED_ROWS)]
    factors = tuple(chain.from_iterable(map_jobs(_factors, parts)))
    key = group.multiply_generator(share)
    statement = _statement(group, context, j, key, rows, factors)
    rho = list(coefficients(statement[0], len(alphas)))
    (base,) = group.sums_of_multiples(rho, (alphas,))
    return PartialOpening(
        j, factors, prove_equality(group, "opening", statement, base, share, draw)
    )


def _factors(part: tuple[Group, Scalar, Sequence[Element]]) -> list[Element]:
    group, share, alphas = part
    return [group.multiply(share, alpha) for alpha in alphas]


def check_opening(
    group: Group,
    context: tuple[bytes, ...],
    verification_key: Element,
    rows: Sequence[Row],
    opening: PartialOpening,
    map_jobs: Map = map,
) -> None:
    """Check what one trustee gave.

    Raises:
        CheckFailed: `opening-shape`, `opening-proof` or `scalar`.
    """
    alphas = _alphas(rows)
    if len(opening.factors) != len(alphas):
        raise CheckFailed(Check.OPENING_SHAPE, f"trustee {opening.j}")
    statement = _statement(group, context, opening.j, verification_key, rows, opening.factors)
    rho = list(coefficients(statement[0], len(alphas)))
    parts = [
        (group, rho[cut], (alphas[cut], opening.factors[cut]))
        for cut in cuts(len(alphas), MOST_ROWS, LEAST_ROWS)
    ]
    found = list(map_jobs(_sums, parts))
    points = (
        verification_key,
        total(group, (base for base, _ in found)),
        total(group, (factor for _, factor in found)),
    )
    check_equality(group, "opening", statement, points, opening.proof, Check.OPENING_PROOF)


def _sums(
    part: tuple[Group, Sequence[Scalar], tuple[tuple[Element, ...], ...]],
) -> list[Element]:
    group, rho, columns = part
    return group.sums_of_multiples(rho, columns)


def combine_openings(
    group: Group,
    parties: Parties,
    rows: Sequence[Row],
    openings: Mapping[int, PartialOpening],
) -> list[tuple[Element, ...]]:
    """The elements that the rows hide, from checked openings of t or more trustees.

    Raises:
        CheckFailed: `trustees`, for fewer than t.
    """
    chosen = sorted(openings)[: parties.t]
    if len(chosen) < parties.t:
        raise CheckFailed(Check.TRUSTEES, f"{len(chosen)} of the {parties.t} needed")
    weights = _centred(group, lagrange_weights(group, chosen))
    width = len(rows[0]) if rows else 0

    def message(place: int, beta: Element) -> Element:
        for j, weight in weights.items():
            beta = _taken_away(group, beta, weight, openings[j].factors[place])
        return beta

    return [
        tuple(message(width * number_of_row + k, c.beta) for k, c in enumerate(row))
        for number_of_row, row in enumerate(rows)
    ]


def _centred(group: Group, weights: Mapping[int, Scalar]) -> dict[int, int]:
    """The weights nearest to zero modulo the order: of trustees 1 and 2 they are 2 and -1."""
    return {j: w - group.order if 2 * w > group.order else w for j, w in weights.items()}


def _taken_away(group: Group, element: Element, weight: int, factor: Element) -> Element:
    """`element - weight*factor` of public ones; few additions are quicker than multiplying."""
    if abs(weight) > FEW:
        return group.subtract(element, group.multiply(weight, factor))
    step = group.subtract if weight > 0 else group.add
    for _ in range(abs(weight)):
        element = step(element, factor)
    return element


def _alphas(rows: Sequence[Row]) -> tuple[Element, ...]:
    return tuple(c.alpha for row in rows for c in row)


def _statement(
    group: Group,
    context: tuple[bytes, ...],
    j: int,
    key: Element,
    rows: Sequence[Row],
    factors: Sequence[Element],
) -> tuple[bytes, ...]:
    bound = (row_bytes(rows), b"".join(factors))
    name = group.name.encode()
    return (digest("opening", name, *context, number(j), key, number(len(rows)), *bound),)
