"""A whole number shared out so that the parts add up to it. Pure (Hamilton's method)."""

from collections.abc import Sequence


def apportion(total: int, weights: Sequence[int]) -> list[int]:
    """Split `total` in proportion to `weights`: parts in the same order, whole, summing to it.

    Each part is rounded down; what is left over goes, one unit each, to the parts whose
    remainders are largest, the earlier first where two are equal.

    Raises:
        ValueError: a number below zero, or no weight above zero.
    """
    whole = sum(weights)
    if total < 0 or whole <= 0 or min(weights) < 0:
        raise ValueError("a total of zero or more is shared out by weights, one above zero")
    shares = [divmod(total * weight, whole) for weight in weights]
    parts = [part for part, _ in shares]
    by_remainder = sorted(range(len(shares)), key=lambda place: (-shares[place][1], place))
    for place in by_remainder[: total - sum(parts)]:
        parts[place] += 1
    return parts
