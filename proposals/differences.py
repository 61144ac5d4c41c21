"""What changed between two texts, word by word, fit for Japanese. Pure.

Japanese has no spaces, so a text is cut where the kind of letter changes (kanji, hiragana,
katakana, Latin, digits); signs and spaces stand alone. Lines are compared first, and only within
changed lines the words: a long text costs little, and a moved paragraph stays readable.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORD = re.compile(
    r"[\u3400-\u9fff々〆]+|[\u3041-\u309f]+|[\u30a0-\u30ff]+|[A-Za-zÀ-ɏ]+|[0-9０-９]+|.",
    re.DOTALL,
)
# Above it nothing is matched: the time would grow with the square of the length, so what changed
# is shown as taken out and put in whole.
MOST_PAIRS = 1_000_000


class Change(StrEnum):
    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    change: Change
    text: str


def differences(before: str, after: str) -> list[Piece]:
    """The pieces of both texts in order: kept ones and added ones make the later text."""
    lines = _compare(before.splitlines(keepends=True), after.splitlines(keepends=True))
    pieces: list[Piece] = []
    for removed, added, kept in lines:
        if kept:
            pieces.append(Piece(Change.KEPT, "".join(kept)))
        else:
            pieces += _within("".join(removed), "".join(added))
    return _joined(pieces)


def _within(before: str, after: str) -> list[Piece]:
    pieces = []
    for removed, added, kept in _compare(_WORD.findall(before), _WORD.findall(after)):
        pieces += [
            Piece(Change.KEPT, "".join(kept)),
            Piece(Change.REMOVED, "".join(removed)),
            Piece(Change.ADDED, "".join(added)),
        ]
    return pieces


def _compare(
    old: Sequence[str], new: Sequence[str]
) -> list[tuple[Sequence[str], Sequence[str], Sequence[str]]]:
    """Runs of (removed, added, kept): a run is either kept, or removed and added."""
    if len(old) * len(new) > MOST_PAIRS:
        return [(old, new, ())]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [
        ((), (), new[j1:j2]) if tag == "equal" else (old[i1:i2], new[j1:j2], ())
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
    ]


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Without empty pieces, and with neighbours of one kind as one."""
    joined: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if joined and joined[-1].change == piece.change:
            joined[-1] = Piece(piece.change, joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return joined
