"""How a text and the words that are looked for are made alike. Pure.

Japanese has no spaces, so a text is known by its pairs of letters: whatever has all pairs of a word
may hold it, also a word of two letters, and a look at the text says whether it does. Full and half
width, capitals, hiragana and katakana count as the same.
"""

import re
import unicodedata
from itertools import pairwise

_KATAKANA_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
# What parts words, besides white space. The mark of a long vowel is a letter.
_BETWEEN = re.compile(r"[\s、。，．・「」『』（）()\[\]【】<>〈〉!?！？:;：；,.\"'/／|]+")
_ENGLISH = re.compile(r"[a-z]{4,}")
_ENDINGS = ("ies", "es", "s")
# More pairs than these tell little more, and each costs a look-up.
MOST_PAIRS = 4
MOST_WORDS = 8
# A letter has at most 21 bits.
LETTER_BITS = 21


def normalised(text: str) -> str:
    """One line in which what is read the same is written the same."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_KATAKANA_TO_HIRAGANA)
    return " ".join(folded.split())


def words_of(query: str) -> list[str]:
    """The words of a query, normalised, each once; English ones without their ending."""
    words = [_stem(word) for word in _BETWEEN.split(normalised(query)) if word]
    return list(dict.fromkeys(words))[:MOST_WORDS]


def pairs_of(text: str) -> set[int]:
    """The pairs of neighbouring letters of a normalised text, as numbers; none across a space."""
    return {
        ord(one) << LETTER_BITS | ord(next_)
        for one, next_ in pairwise(text)
        if one != " " and next_ != " "
    }


def telling_pairs_of(word: str) -> list[int]:
    """Some pairs of a word, from its beginning to its end."""
    pairs = [number for at in range(len(word) - 1) for number in pairs_of(word[at : at + 2])]
    if len(pairs) <= MOST_PAIRS:
        return pairs
    step = (len(pairs) - 1) / (MOST_PAIRS - 1)
    return [pairs[round(place * step)] for place in range(MOST_PAIRS)]


def _stem(word: str) -> str:
    """An English word as it begins in both numbers: parks, libraries, benches."""
    if not _ENGLISH.fullmatch(word):
        return word
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2 and not stem.endswith("s"):
            return stem
    return word
