"""Looking for the words of a list in what was written. Pure.

Width, capitals, hiragana and katakana count as the same. A word in Latin letters is found as a
whole word, any other as it stands anywhere in the text: Japanese has no spaces.
"""

import re
from collections.abc import Iterable

from portal.search.texts import normalised

_LATIN = re.compile(r"[a-z0-9' -]+")
_LINK = re.compile(r"(?:https?://|www\.)\S", re.IGNORECASE)


def words_in(lines: str) -> tuple[str, ...]:
    """The words of a list, one a line, each once, in their order."""
    found = (" ".join(line.split()) for line in lines.splitlines())
    return tuple(dict.fromkeys(word for word in found if word))


def found_in(text: str, words: Iterable[str]) -> str:
    """The first of the words that stands in the text, or nothing."""
    read = normalised(text)
    return next((word for word in words if _stands_in(normalised(word), read)), "")


def has_link(text: str) -> bool:
    return bool(_LINK.search(text))


def _stands_in(word: str, read: str) -> bool:
    if not word:
        return False
    if not _LATIN.fullmatch(word):
        return word in read
    return bool(re.search(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", read))
