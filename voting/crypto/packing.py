"""What a ballot says, as the bytes that it encrypts: as few as its kind allows, and canonical.

Every choice has exactly one packing, and unused bits are zero: a ballot cannot carry a mark.
Options are their places 0 .. n-1 in the definition. Limits beyond the kind itself (picks,
budget, quotas) are checked by `voting.counting` and by the browser, not here.
"""

from dataclasses import dataclass
from enum import StrEnum

from voting.crypto.errors import Check, CheckFailed


class BallotKind(StrEnum):
    """Approval serves budget-limited picks too: both are sets of options."""

    APPROVAL = "approval"
    POINTS = "points"
    RANKING = "ranking"


Choice = tuple[int, ...]
"""Approval: the options picked, rising. Points: one number for each option. Ranking: options
from the first rank on, each at most once."""


@dataclass(frozen=True, slots=True)
class Packing:
    """How the choices of one election become bytes.

    `options` is n. `limit`: for points the most that one option may get, for ranking the most
    ranks; for approval it is not used and 0.

    Raises:
        ValueError: n is not from 1 to 10,000, or the limit does not fit the kind.
    """

    kind: BallotKind
    options: int
    limit: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.options <= 10_000:
            raise ValueError("A ballot has 1 to 10,000 options.")
        fits = {
            BallotKind.APPROVAL: self.limit == 0,
            BallotKind.POINTS: 1 <= self.limit <= 1_000_000,
            BallotKind.RANKING: 1 <= self.limit <= self.options,
        }
        if not fits[self.kind]:
            raise ValueError(f"The limit {self.limit} does not fit {self.kind}.")

    @property
    def size(self) -> int:
        """How many numbers the choices are packed into at most: payloads are below it."""
        if self.kind is BallotKind.APPROVAL:
            return int(2**self.options)
        if self.kind is BallotKind.POINTS:
            return int((self.limit + 1) ** self.options)
        # A rank that is not given is the digit n, and after it come no others.
        return int((self.options + 1) ** self.limit)

    @property
    def payload_bits(self) -> int:
        return (self.size - 1).bit_length()

    def elements(self, payload_size: int) -> int:
        """How many group elements, each with so many payload bytes, hold one ballot: w."""
        return max(1, -(-self.payload_bits // (8 * payload_size)))

    def pack(self, choice: Choice, payload_size: int) -> list[bytes]:
        """The payloads of the w elements, the lowest first.

        Raises:
            CheckFailed: `choice`, for one that the kind cannot say.
        """
        base, number = self._base, 0
        for digit in reversed(self._digits(choice)):
            number = number * base + digit
        width = self.elements(payload_size) * payload_size
        whole = number.to_bytes(width, "little")
        return [whole[i : i + payload_size] for i in range(0, width, payload_size)]

    def unpack(self, payloads: list[bytes]) -> Choice:
        """The choice in the payloads of one ballot.

        Raises:
            CheckFailed: `choice`, for bytes that `pack` gives for no choice.
        """
        number = int.from_bytes(b"".join(payloads), "little")
        if number >= self.size:
            raise CheckFailed(Check.CHOICE, "unused bits are set")
        base, digits = self._base, []
        for _ in range(self._places):
            number, digit = divmod(number, base)
            digits.append(digit)
        return self._choice(digits)

    @property
    def _base(self) -> int:
        return {
            BallotKind.APPROVAL: 2,
            BallotKind.POINTS: self.limit + 1,
            BallotKind.RANKING: self.options + 1,
        }[self.kind]

    @property
    def _places(self) -> int:
        return self.limit if self.kind is BallotKind.RANKING else self.options

    def _digits(self, choice: Choice) -> list[int]:
        if self.kind is BallotKind.POINTS:
            if len(choice) != self.options or not all(0 <= p <= self.limit for p in choice):
                raise CheckFailed(Check.CHOICE, "points out of range")
            return list(choice)
        if len(set(choice)) != len(choice) or not all(0 <= o < self.options for o in choice):
            raise CheckFailed(Check.CHOICE, "an option twice, or one that does not exist")
        if self.kind is BallotKind.APPROVAL:
            if list(choice) != sorted(choice):
                raise CheckFailed(Check.CHOICE, "picks are named in rising order")
            picked = set(choice)
            return [int(option in picked) for option in range(self.options)]
        if len(choice) > self.limit:
            raise CheckFailed(Check.CHOICE, "more ranks than the ballot has")
        return [*choice, *[self.options] * (self.limit - len(choice))]

    def _choice(self, digits: list[int]) -> Choice:
        if self.kind is BallotKind.POINTS:
            return tuple(digits)
        if self.kind is BallotKind.APPROVAL:
            return tuple(option for option, digit in enumerate(digits) if digit)
        ranked = tuple(digit for digit in digits if digit != self.options)
        if tuple(digits[: len(ranked)]) != ranked:
            raise CheckFailed(Check.CHOICE, "a rank is left open before the last")
        if len(set(ranked)) != len(ranked):
            raise CheckFailed(Check.CHOICE, "an option has two ranks")
        return ranked
