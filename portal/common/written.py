"""What people write, before it is stored: without tricks, and with its language known. Pure."""

import re
import unicodedata

_JAPANESE = re.compile(r"[\u3041-\u30ff\u31f0-\u31ff\u3400-\u9fff\uff66-\uff9f]")
# Emoji are joined by it.
_JOINER = "\u200d"


def plain(text: str) -> str:
    """The text without what cannot be seen: control characters, changes of direction, stray marks.

    Line breaks become a single kind, tabs stay, characters are composed (NFC).
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        character for character in unicodedata.normalize("NFC", lines) if _is_seen(character)
    )


def one_line(text: str) -> str:
    """The same for a title: every white space is one space."""
    return " ".join(plain(text).split())


def _is_seen(character: str) -> bool:
    if character in {"\n", "\t", _JOINER}:
        return True
    # Cc and Cf are controls, Cs half a character, Co and Cn nobody's; Zl and Zp break lines.
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def language_of(text: str) -> str:
    """'ja' where a quarter or more of the letters are kana or kanji, else 'en'.

    So that nobody has to say it: a screen reader needs to know which voice to read with. A word
    of Japanese in an English text (a place, a name) does not make it Japanese.
    """
    letters = sum(character.isalpha() for character in text)
    return "ja" if letters == 0 or len(_JAPANESE.findall(text)) * 4 >= letters else "en"
