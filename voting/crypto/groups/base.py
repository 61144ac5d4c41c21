"""What the protocol needs of a group of prime order in which discrete logarithms are hard."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from voting.crypto.errors import Check, CheckFailed

Element = bytes
"""The one canonical encoding of an element, always `Group.element_size` bytes."""

Scalar = int
"""0 <= s < `Group.order`."""


class Group(Protocol):
    """A group written additively. Elements are their canonical encodings.

    `add`, `multiply` and the rest take only elements that `require_element` or this group
    itself gave: what comes from outside is checked once, where it is parsed.
    """

    def __hash__(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def order(self) -> int: ...
    @property
    def element_size(self) -> int: ...
    @property
    def identity(self) -> Element: ...
    @property
    def generator(self) -> Element: ...
    @property
    def payload_size(self) -> int:
        """How many bytes `embed` hides in one element."""
        ...

    def add(self, a: Element, b: Element) -> Element: ...
    def subtract(self, a: Element, b: Element) -> Element: ...
    def multiply(self, scalar: Scalar, a: Element) -> Element: ...
    def multiply_generator(self, scalar: Scalar) -> Element: ...
    def sums_of_multiples(
        self, scalars: Sequence[Scalar], columns: Sequence[tuple[Element, ...]]
    ) -> list[Element]:
        """For each column the sum of scalar times element, as `combine` gives it.

        How long it takes depends on the values, which therefore have to be public.
        """
        ...

    def is_element(self, encoding: bytes) -> bool:
        """Whether the bytes are the canonical encoding of an element; the identity is one."""
        ...

    def from_digest(self, digest: bytes) -> Element:
        """An element from 64 uniform bytes, whose logarithm nobody knows."""
        ...

    def embed(self, payload: bytes) -> Element:
        """The element that hides exactly `payload_size` bytes, by the smallest counter."""
        ...

    def extract(self, element: Element) -> bytes:
        """The bytes that `embed` hid.

        Raises:
            CheckFailed: `embedding`, for an element that `embed` gives for no payload.
        """
        ...


def require_element(group: Group, encoding: bytes, where: str) -> Element:
    """The element that came from outside, checked; the identity is refused.

    Raises:
        CheckFailed: `group-element` or `identity-element`.
    """
    if len(encoding) != group.element_size or not group.is_element(encoding):
        raise CheckFailed(Check.GROUP_ELEMENT, where)
    if encoding == group.identity:
        raise CheckFailed(Check.IDENTITY_ELEMENT, where)
    return encoding


def require_scalar(group: Group, value: int, where: str) -> Scalar:
    """The scalar that came from outside, checked to be reduced.

    Raises:
        CheckFailed: `scalar`.
    """
    if not 0 <= value < group.order:
        raise CheckFailed(Check.SCALAR, where)
    return value


def total(group: Group, elements: Iterable[Element]) -> Element:
    """The sum; of none, the identity."""
    rest = iter(elements)
    result = next(rest, group.identity)
    for element in rest:
        result = group.add(result, element)
    return result


def combine(group: Group, scalars: Sequence[Scalar], elements: Sequence[Element]) -> Element:
    """The sum of scalar times element over two sequences of one length; they may be secret."""
    pairs = zip(scalars, elements, strict=True)
    return total(group, (group.multiply(s, a) for s, a in pairs))
