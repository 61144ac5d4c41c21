"""Names that were nearly written right: 花見側区, いなげく, Hanamigwa. Pure."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from portal.search.texts import normalised

_HIRAGANA = re.compile(r"[ぁ-ゖー]+")
_LATIN = re.compile(r"[a-z' -]+")
_ENDING = re.compile(r"(区|く|[ -]?(ku|ward))$")
_ROWS = {
    "": "あいうえお",
    "k": "かきくけこ",
    "s": "さしすせそ",
    "t": "たちつてと",
    "n": "なにぬねの",
    "h": "はひふへほ",
    "m": "まみむめも",
    "r": "らりるれろ",
    "g": "がぎぐげご",
    "z": "ざじずぜぞ",
    "d": "だぢづでど",
    "b": "ばびぶべぼ",
    "p": "ぱぴぷぺぽ",
}
_SYLLABLES = {
    letter: row + vowel
    for row, letters in _ROWS.items()
    for letter, vowel in zip(letters, "aiueo", strict=True)
} | {
    "し": "shi",
    "ち": "chi",
    "つ": "tsu",
    "ふ": "fu",
    "じ": "ji",
    "ぢ": "ji",
    "づ": "zu",
    "や": "ya",
    "ゆ": "yu",
    "よ": "yo",
    "わ": "wa",
    "を": "o",
    "ん": "n",
    "ー": "",
}
_SMALL = {"ゃ": "ya", "ゅ": "yu", "ょ": "yo"}
# So many letters may be wrong, by the length of the name.
_LONG_NAME = 8


def romaji(kana: str) -> str:
    """Hiragana in Hepburn letters, long vowels written once, as signs in stations have them."""
    spelt = ""
    for letter in kana:
        if letter in _SMALL and spelt.endswith("i"):
            # ちゅ is chu, but きゅ is kyu.
            glide = _SMALL[letter]
            spelt = spelt[:-1] + (glide[1:] if spelt[:-1].endswith(("sh", "ch", "j")) else glide)
        else:
            spelt += _SYLLABLES.get(letter, "")
    return re.sub(r"(?<=[ou])u|(?<=o)o", "", spelt)


def nearest_name(word: str, names: Mapping[str, Sequence[str]]) -> str | None:
    """The name that the word was meant to be; None for a word that is one, or is near none.

    `names`: by each name in Japanese, how else it is written, in Latin letters. Two names that are
    as near as each other are none: nobody can tell which was meant.
    """
    near = [(_wrong_letters(word, name, others), name) for name, others in names.items()]
    found = sorted((wrong, name) for wrong, name in near if wrong is not None)
    if not found or found[0][0] == 0 or (len(found) > 1 and found[0][0] == found[1][0]):
        return None
    return found[0][1]


def _wrong_letters(word: str, name: str, others: Sequence[str]) -> float | None:
    """How far off; a half where only the script differs; None for too far."""
    written, bare = normalised(word), _bare(word)
    if written in {normalised(name), _bare(name)} or bare in {_bare(other) for other in others}:
        return 0
    if _HIRAGANA.fullmatch(bare):
        return _nearest_latin(romaji(bare), others, exact=0.5)
    if _LATIN.fullmatch(bare):
        return _nearest_latin(bare, others, exact=0)
    # Of Chinese characters one of three may be wrong; of two, it would be another name.
    wrong = distance(written, normalised(name))
    return wrong if wrong == 1 and len(name) > 2 and written.endswith("区") else None


def _nearest_latin(spelt: str, others: Sequence[str], *, exact: float) -> float | None:
    wrong = min((distance(spelt, _bare(other)) for other in others), default=99)
    most = 2 if len(spelt) >= _LONG_NAME else 1
    if wrong > most or len(spelt) <= 3:
        return None
    return wrong or exact


def _bare(name: str) -> str:
    """Without what every ward is called, and without marks over Latin letters (Chūō)."""
    folded = unicodedata.normalize("NFD", normalised(name))
    letters = "".join(each for each in folded if not "\u0300" <= each <= "\u036f")
    return _ENDING.sub("", unicodedata.normalize("NFC", letters)).strip()


def distance(one: str, other: str) -> int:
    """Letters to put in, take out, change, or swap with their neighbour (Damerau, Levenshtein)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, above, row = row, before, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            swapped = i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted
            row.append(min(cost, above[j - 2] + 1) if swapped else cost)
    return row[-1]
