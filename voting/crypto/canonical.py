"""One text for one value: JSON without a choice, for what is hashed and read by several programs.

Objects with string keys in the order of their code points, lists, strings in Unicode NFC, whole
numbers below 2**53 in magnitude, true, false and null; UTF-8, no spaces, nothing escaped but what
must be. Bytes are written as lower-case hexadecimal. What is not the canonical text of a value is
refused, so there is exactly one encoding of each.
"""

import json
import unicodedata
from typing import Any, Final

from voting.crypto.errors import Check, CheckFailed

LARGEST: Final = 2**53 - 1
DEEPEST: Final = 20
LONGEST: Final = 50_000_000

Value = None | bool | int | str | list["Value"] | dict[str, "Value"]


def canonical_bytes(value: Value) -> bytes:
    """The one text of a value.

    Raises:
        CheckFailed: `encoding`, for a float, a large number, text that is not NFC, or depth.
    """
    _require_plain(value, 0)
    text = json.dumps(
        value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
    return text.encode()


def read_canonical(encoded: bytes) -> Value:
    """The value of a canonical text.

    Raises:
        CheckFailed: `encoding`, for anything that `canonical_bytes` does not give: repeated or
            disordered keys, spaces, escapes, floats, huge numbers, broken UTF-8.
    """
    if len(encoded) > LONGEST:
        raise CheckFailed(Check.ENCODING, "too long")
    try:
        value: Any = json.loads(encoded, parse_int=_whole, parse_float=_no_float)
        again = canonical_bytes(value)
    except (ValueError, RecursionError) as error:
        raise CheckFailed(Check.ENCODING, "no JSON of whole numbers and text") from error
    if again != encoded:
        raise CheckFailed(Check.ENCODING, "not the canonical text of its value")
    read: Value = value
    return read


def _whole(digits: str) -> int:
    # Python itself would work for minutes on a number of a million digits.
    if len(digits) > 17:
        raise ValueError(digits[:17])
    return int(digits)


def _no_float(digits: str) -> float:
    raise ValueError(digits[:17])


def _require_plain(value: object, depth: int) -> None:
    if depth > DEEPEST:
        raise CheckFailed(Check.ENCODING, "nested too deeply")
    if isinstance(value, dict):
        if not all(isinstance(key, str) and _is_plain_text(key) for key in value):
            raise CheckFailed(Check.ENCODING, "a key that has no canonical text")
        parts = list(value.values())
    else:
        parts = value if isinstance(value, list) else []
        if not _is_plain_leaf(value):
            raise CheckFailed(Check.ENCODING, f"a {type(value).__name__} without canonical text")
    for part in parts:
        _require_plain(part, depth + 1)


def _is_plain_leaf(value: object) -> bool:
    if isinstance(value, str):
        return _is_plain_text(value)
    if isinstance(value, int):
        return -LARGEST <= value <= LARGEST
    return value is None or isinstance(value, list)


def _is_plain_text(text: str) -> bool:
    surrogates = any(0xD800 <= ord(c) <= 0xDFFF for c in text)
    return not surrogates and unicodedata.is_normalized("NFC", text)
