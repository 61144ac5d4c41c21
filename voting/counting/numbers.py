"""Exact numbers as text. Money, points and weights are rationals, never floats."""

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from math import lcm

_DECIMAL = re.compile(r"-?\d{1,18}(\.\d{1,12})?", re.ASCII)
_RATIO = re.compile(r"-?\d+/[1-9]\d*", re.ASCII)


def parse_decimal(text: str) -> Fraction:
    """Read `12`, `-3` or `735616.25`; anything else (`1e6`, `1,5`, `inf`) is a ValueError.

    Up to 18 digits and 12 decimals are read: no file can make numbers that take for ever.
    """
    if not _DECIMAL.fullmatch(text):
        raise ValueError(f"{text!r} is not a decimal number")
    return Fraction(text)


def exact_text(number: Fraction) -> str:
    """`7`, `735616.25`, or `31300/7` where no finite decimal exists."""
    rest, digits = number.denominator, 0
    while rest % 10 in {0, 2, 4, 5, 6, 8} and rest > 1:
        rest //= 10 if rest % 10 == 0 else (5 if rest % 5 == 0 else 2)
        digits += 1
    if rest > 1:
        return f"{number.numerator}/{number.denominator}"
    if digits == 0:
        return str(number.numerator)
    whole, part = divmod(abs(number.numerator) * 10**digits // number.denominator, 10**digits)
    return f"{'-' if number < 0 else ''}{whole}.{part:0{digits}d}"


def figure(number: Fraction) -> str:
    """For reading: `1,234` where it is whole, else to the hundredth."""
    return f"{number.numerator:,}" if number.denominator == 1 else f"{float(number):,.2f}"


def number_to_json(number: Fraction) -> int | str:
    """An int where the number is whole, else its exact text: a JSON float would round it."""
    return number.numerator if number.denominator == 1 else exact_text(number)


def number_from_json(value: object) -> Fraction:
    """Read what `number_to_json` wrote, or a Decimal; a float or a boolean is a ValueError."""
    if isinstance(value, bool):
        raise ValueError(f"{value!r} is not an exact number")  # noqa: TRY004
    if isinstance(value, int | Decimal | Fraction):
        return Fraction(value)
    if isinstance(value, str):
        return Fraction(value) if _RATIO.fullmatch(value) else parse_decimal(value)
    raise ValueError(f"{value!r} is not an exact number")


def common_denominator(numbers: Iterable[Fraction]) -> int:
    return lcm(*(number.denominator for number in numbers))
