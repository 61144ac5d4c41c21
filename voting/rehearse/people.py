"""Invented people: what they do on the day, and what they vote for."""

from collections.abc import Sequence
from enum import Enum
from itertools import accumulate

from voting.crypto.definition import Definition
from voting.crypto.draw import Draw, draw_permutation
from voting.crypto.packing import BallotKind, Choice


class Deed(Enum):
    STAYS_AWAY = "stays away"
    CASTS = "casts"
    CHANGES = "casts, and casts again"
    CHALLENGES = "challenges one ballot, then casts"
    LOSES_CODE = "casts, and the code is revoked"
    COMES_TO_THE_COUNTER = "casts, then votes on paper"
    CASTS_AGAINST_THE_RULES = "casts what the ballot does not allow"


# In parts of a thousand, as they might be in a city.
SHARES = {
    Deed.STAYS_AWAY: 300,
    Deed.CASTS: 550,
    Deed.CHANGES: 60,
    Deed.CHALLENGES: 30,
    Deed.LOSES_CODE: 10,
    Deed.COMES_TO_THE_COUNTER: 40,
    Deed.CASTS_AGAINST_THE_RULES: 10,
}


def draw_deed(draw: Draw) -> Deed:
    drawn = below(draw, sum(SHARES.values()))
    bounds = zip(SHARES, accumulate(SHARES.values()), strict=True)
    return next(deed for deed, bound in bounds if drawn < bound)


def draw_choice(definition: Definition, draw: Draw) -> Choice:
    """A choice within the limits of the ballot; options that stand first are liked more."""
    form, n = definition.form, len(definition.options)
    wanted = 1 + below(draw, min(5, form.limits.most))
    liked = draw_permutation(draw, n)
    ranked = sorted(range(n), key=lambda option: option + liked[option])
    kind = form.packing.kind
    if kind is BallotKind.RANKING:
        return tuple(ranked[:wanted])
    if kind is BallotKind.POINTS:
        points = [0] * n
        for _ in range(form.packing.limit):
            points[ranked[below(draw, wanted)]] += 1
        return tuple(points)
    return tuple(sorted(_affordable(definition, ranked)[:wanted]))


def _affordable(definition: Definition, ranked: Sequence[int]) -> list[int]:
    """The options liked most that the ballot's budget pays for together."""
    budget, taken, spent = definition.form.limits.budget, list[int](), 0
    for option in ranked:
        cost = definition.options[option].cost or 0
        if budget is None or spent + cost <= budget:
            taken.append(option)
            spent += cost
    return taken


def forbidden_choice(definition: Definition) -> Choice:
    """What the packing can say and the limits forbid."""
    packing = definition.form.packing
    if packing.kind is BallotKind.POINTS:
        return (packing.limit,) * packing.options
    if packing.kind is BallotKind.RANKING:
        return ()
    return tuple(range(packing.options))


def below(draw: Draw, bound: int) -> int:
    """A number below the bound; for inventions a bias of 2**-40 does not matter."""
    return int.from_bytes(draw.bytes(8), "big") % bound
