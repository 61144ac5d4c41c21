"""Whether a person proved by name, birth date and address is one on the roll. Pure.

Assumed: roll and identity provider both take name and address from the register of residents, so
that they differ in nothing but the writing: spaces, widths, selectors of a glyph, dashes, 丁目 or a
hyphen, the prefecture before the city. Nothing else is forgiven: who is not found goes to a
counter.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol, TypeVar

_DASHES: Final = re.compile("[-‐‑‒–—―−ー－]")
_SELECTORS: Final = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_PREFECTURE: Final = re.compile("^(東京都|北海道|京都府|大阪府|[^0-9]{2,3}県)")
_BLOCK: Final = re.compile("(丁目|番地の|番地|番|号|の)(?=[0-9-]|$)")
_KANJI_BLOCK: Final = re.compile("([一二三四五六七八九十]+)丁目")
_DIGITS: Final = {kanji: place for place, kanji in enumerate("一二三四五六七八九", start=1)}


@dataclass(frozen=True, slots=True)
class Identity:
    """What an identity provider answers for: never stored."""

    name: str
    birth_date: date
    address: str


class Listed(Protocol):
    """An entry of the roll, as far as it is compared."""

    @property
    def name(self) -> str: ...
    @property
    def address(self) -> str: ...


L = TypeVar("L", bound=Listed)


def plain_name(name: str) -> str:
    """Without what a form or a keyboard may write in two ways; what is plain stays as it is."""
    letters = _SELECTORS.sub("", "".join(unicodedata.normalize("NFKC", name).split()))
    # Letters that come together by the spaces between them going, or by casefold, are joined.
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", letters).casefold())


def plain_address(address: str) -> str:
    text = _PREFECTURE.sub("", plain_name(address))
    text = _KANJI_BLOCK.sub(lambda found: f"{_number(found[1])}丁目", text)
    text = _DASHES.sub("-", text)
    return re.sub("-+", "-", _BLOCK.sub("-", text)).strip("-")


def _number(kanji: str) -> int:
    tens, ten, ones = kanji.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def found_among(identity: Identity, born_that_day: Iterable[L]) -> L | None:
    """The one entry of that name at that address; None where there is none, or more than one."""
    name, address = plain_name(identity.name), plain_address(identity.address)
    found = [
        entry
        for entry in born_that_day
        if name
        and address
        and plain_name(entry.name) == name
        and plain_address(entry.address) == address
    ]
    return found[0] if len(found) == 1 else None
