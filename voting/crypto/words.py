"""Short words by which people compare what they see, over the telephone, in kana or in letters.

Each word has three of 32 syllables that are told apart by ear in Japanese and in English. Eight
words are 120 bits, and scrypt stands before them: who wants two different things to have the same
words needs about 2**60 evaluations of a tenth of a second.
"""

import hashlib
import re
import unicodedata
from typing import Final

from voting.crypto.transcript import digest

SYLLABLES: Final = {
    "ka": "か",
    "ki": "き",
    "ku": "く",
    "ke": "け",
    "ko": "こ",
    "sa": "さ",
    "shi": "し",
    "su": "す",
    "se": "せ",
    "so": "そ",
    "ta": "た",
    "te": "て",
    "to": "と",
    "ha": "は",
    "hi": "ひ",
    "he": "へ",
    "ho": "ほ",
    "na": "な",
    "ni": "に",
    "nu": "ぬ",
    "ne": "ね",
    "no": "の",
    "ma": "ま",
    "mi": "み",
    "mu": "む",
    "me": "め",
    "mo": "も",
    "ra": "ら",
    "ri": "り",
    "ru": "る",
    "re": "れ",
    "ro": "ろ",
}
WORDS: Final = 8
SYLLABLES_IN_WORD: Final = 3
_LETTERS: Final = re.compile("shi|[kstnhmr][aiueo]")
_KATAKANA_TO_HIRAGANA: Final = {kata: kata - 0x60 for kata in range(0x30A1, 0x30F7)}


def words_of(compared: bytes) -> tuple[str, ...]:
    """The words of a fingerprint, in letters; `in_kana` gives them in kana."""
    wide = hashlib.scrypt(compared, salt=digest("words"), n=2**15, r=8, p=1, maxmem=2**26, dklen=16)
    number, letters = int.from_bytes(wide, "big"), list(SYLLABLES)
    taken = [letters[number >> (5 * i) & 31] for i in range(WORDS * SYLLABLES_IN_WORD)]
    return tuple(
        "".join(taken[at : at + SYLLABLES_IN_WORD])
        for at in range(0, len(taken), SYLLABLES_IN_WORD)
    )


def in_kana(word: str) -> str:
    return _LETTERS.sub(lambda found: SYLLABLES[found[0]], word)


def same_words(words: tuple[str, ...], typed: str) -> bool:
    """Whether someone typed these words, in kana or letters, with whatever between them."""
    plain = unicodedata.normalize("NFKC", typed[:1000]).lower().translate(_KATAKANA_TO_HIRAGANA)
    heard = "".join(
        c for c in _LETTERS.sub(lambda f: SYLLABLES.get(f[0], f[0]), plain) if c.isalpha()
    )
    return heard == "".join(map(in_kana, words))
