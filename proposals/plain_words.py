"""Hints for plain Japanese: they never block anything. Pure.

The same in the page (`frontend/drafting/plain_words.js`), held to the same vectors. After the
guidelines for public documents 「公用文作成の考え方」(Council for Cultural Affairs, 2022): short
sentences, one thing in each, no double negatives, no words of officials.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

MOST_LETTERS_OF_A_SENTENCE = 60
MOST_COMMAS = 3
MOST_PARTICLES_NO = 3

_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_DOUBLE_NEGATIVE = re.compile(
    r"ないわけではな|なくはな|ないことはな|ないとは言えな|ないとはいえな|ざるを得な|"
    r"ずにはいられな|ないではいられな|ないものでもな"
)
_OFFICIAL = re.compile(
    r"に資する|鑑み|かんがみ|遺憾|可及的速やか|所要の|当該|勘案|寄与する|喫緊|図る必要|"
    r"講じる|講ずる|のもと、?推進"
)
_CHAIN_OF_NO = re.compile(rf"(?:[^、。\s]{{1,8}}の){{{MOST_PARTICLES_NO + 1}}}")


class Hint(StrEnum):
    LONG_SENTENCE = "long_sentence"
    MANY_COMMAS = "many_commas"
    DOUBLE_NEGATIVE = "double_negative"
    OFFICIAL_WORD = "official_word"
    CHAIN_OF_NO = "chain_of_no"


@dataclass(frozen=True)
class Remark:
    """A hint and the words that it is about."""

    hint: Hint
    words: str


def remarks_on(text: str) -> list[Remark]:
    """What could be said more plainly, in the order of the text."""
    return [remark for sentence in _SENTENCE.findall(text) for remark in _on(sentence.strip())]


def _on(sentence: str) -> Iterator[Remark]:
    if len(sentence) > MOST_LETTERS_OF_A_SENTENCE:
        yield Remark(Hint.LONG_SENTENCE, sentence)
    if sentence.count("、") > MOST_COMMAS:
        yield Remark(Hint.MANY_COMMAS, sentence)
    for hint, find in _FOUND.items():
        yield from (Remark(hint, words) for words in find(sentence))


_FOUND: dict[Hint, Callable[[str], list[str]]] = {
    Hint.DOUBLE_NEGATIVE: _DOUBLE_NEGATIVE.findall,
    Hint.OFFICIAL_WORD: _OFFICIAL.findall,
    Hint.CHAIN_OF_NO: _CHAIN_OF_NO.findall,
}
