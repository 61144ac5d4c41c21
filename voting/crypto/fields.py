"""The members of an object in a document, each of one type and within bounds, and no others."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from voting.crypto.canonical import LARGEST, Value
from voting.crypto.errors import Check, CheckFailed

DIGITS: Final = frozenset("0123456789abcdef")


class Fields:
    """Every member is taken by name; what is missing, left over or of another type is refused.

    `where` names the object in refusals, `check` is the check that they fail.
    """

    def __init__(self, value: Value, where: str, check: Check) -> None:
        self.where, self.check = where, check
        if not isinstance(value, dict):
            raise self.refusal("no object")
        self._left = dict(value)

    def refusal(self, problem: str) -> CheckFailed:
        return CheckFailed(self.check, f"{self.where}: {problem}")

    def value(self, name: str) -> Value:
        if name not in self._left:
            raise self.refusal(f"{name} is missing")
        return self._left.pop(name)

    def text(self, name: str, longest: int = 2000) -> str:
        value = self.value(name)
        if not isinstance(value, str) or len(value) > longest:
            raise self.refusal(f"{name} is no text of at most {longest} characters")
        return value

    def whole(self, name: str, least: int = 0, most: int = LARGEST) -> int:
        value = self.value(name)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise self.refusal(f"{name} is no whole number from {least} to {most}")
        return value

    def flag(self, name: str) -> bool:
        value = self.value(name)
        if not isinstance(value, bool):
            raise self.refusal(f"{name} is neither true nor false")
        return value

    def peek_flag(self, name: str) -> bool:
        """Whether a flag is true that stays to be taken."""
        return self._left.get(name) is True

    def octets(self, name: str, size: int) -> bytes:
        return self.octets_of(self.value(name), name, size)

    def octets_of(self, value: Value, name: str, size: int) -> bytes:
        """Bytes written as lower-case hexadecimal."""
        if not isinstance(value, str) or len(value) != 2 * size or set(value) - DIGITS:
            raise self.refusal(f"{name} is not {size} bytes in hexadecimal")
        return bytes.fromhex(value)

    def items(self, name: str, most: int) -> list[Value]:
        value = self.value(name)
        if not isinstance(value, list) or len(value) > most:
            raise self.refusal(f"{name} is no list of at most {most}")
        return value

    def all_octets(self, name: str, size: int, most: int) -> tuple[bytes, ...]:
        return tuple(self.octets_of(part, name, size) for part in self.items(name, most))

    def whole_or_none(self, name: str, least: int = 0, most: int = LARGEST) -> int | None:
        if name in self._left and self._left[name] is None:
            del self._left[name]
            return None
        return self.whole(name, least, most)

    def end(self) -> None:
        if self._left:
            raise self.refusal(f"{min(self._left)} is unknown")


@contextmanager
def fields_of(value: Value, where: str, check: Check) -> Iterator[Fields]:
    """The members of `value`; at the end none may be left.

    Raises:
        CheckFailed: the check given.
    """
    fields = Fields(value, where, check)
    yield fields
    fields.end()
