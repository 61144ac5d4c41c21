"""Readings over kanji, for readers who switched them on.

Whether they are on is a state of the request, like its language: the middleware sets it, the
filter `furigana` asks it. Readings come from a dictionary and may err; FIXED holds names that it
gets wrong or that must never be wrong.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

import sudachipy
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from portal.common.japanese import tokenizer

_is_on: ContextVar[bool] = ContextVar("furigana_is_on", default=False)

KANJI = "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々〆ヶ]"
_HAS_KANJI = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々〆]")
_RUNS = re.compile(f"{KANJI}+|[^\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々〆ヶ]+")
# Tags (quotes may hold a >) and entities of HTML that is safe already; text lies between them.
_MARKUP = re.compile(r"<(?:[^>\"']|\"[^\"]*\"|'[^']*')*>|&[#\w]+;")
_KATAKANA_TO_HIRAGANA = {ord(k): ord(k) - 0x60 for k in map(chr, range(0x30A1, 0x30F7))}

FIXED: dict[str, tuple[tuple[str, str], ...]] = {
    "千葉市": (("千葉", "ちば"), ("市", "し")),
    "花見川区": (("花見川", "はなみがわ"), ("区", "く")),
    "稲毛区": (("稲毛", "いなげ"), ("区", "く")),
    "若葉区": (("若葉", "わかば"), ("区", "く")),
    "緑区": (("緑", "みどり"), ("区", "く")),
    "美浜区": (("美浜", "みはま"), ("区", "く")),
    "中央区": (("中央", "ちゅうおう"), ("区", "く")),
    "誉田": (("誉田", "ほんだ"),),
    "土気": (("土気", "とけ"),),
    "都賀": (("都賀", "つが"),),
    "検見川": (("検見川", "けみがわ"),),
    "作草部": (("作草部", "さくさべ"),),
    "鎌取": (("鎌取", "かまとり"),),
    "高洲": (("高洲", "たかす"),),
    "千城台": (("千城台", "ちしろだい"),),
    "古市場": (("古市場", "ふるいちば"),),
    "登戸": (("登戸", "のぶと"),),
    "令和": (("令和", "れいわ"),),
    "幕張本郷": (("幕張", "まくはり"), ("本郷", "ほんごう")),
    "道すじ": (("道", "みち"), ("すじ", "")),
    "町内自治会": (("町内", "ちょうない"), ("自治会", "じちかい")),
}
_FIXED_NAMES = re.compile("|".join(sorted(map(re.escape, FIXED), key=len, reverse=True)))


@contextmanager
def furigana_shown(*, shown: bool) -> Iterator[None]:
    """Within it, the filter writes readings, or does not."""
    token = _is_on.set(shown)
    try:
        yield
    finally:
        _is_on.reset(token)


def furigana_is_on() -> bool:
    return _is_on.get()


def with_furigana(text: str) -> SafeString:
    """HTML with ruby over kanji. Plain text is escaped; safe HTML keeps its tags."""
    if not isinstance(text, SafeString):
        return mark_safe(_annotated(str(text)))  # noqa: S308 - escaped piece by piece
    pieces, end = [], 0
    for match in _MARKUP.finditer(text):
        pieces += [_annotated(text[end : match.start()]), match[0]]
        end = match.end()
    pieces.append(_annotated(text[end:]))
    return mark_safe("".join(pieces))  # noqa: S308 - text escaped, markup was safe


@lru_cache(maxsize=4096)
def _annotated(text: str) -> str:
    """The text between two tags, escaped, with its readings."""
    if not _HAS_KANJI.search(text):
        return escape(text)
    pieces, end = [], 0
    for match in _FIXED_NAMES.finditer(text):
        pieces.append(_read(text[end : match.start()]))
        pieces += [_ruby(surface, reading) for surface, reading in FIXED[match[0]]]
        end = match.end()
    pieces.append(_read(text[end:]))
    return "".join(pieces)


def _read(text: str) -> str:
    pieces: list[str] = []
    after_number = False
    for word in tokenizer().tokenize(text):
        is_number = word.part_of_speech()[1] == "数詞"
        # 三月十日, 1日, 二人: the counter's reading hangs on the number, so neither is annotated.
        if is_number or after_number or not _HAS_KANJI.search(word.surface()):
            pieces.append(escape(word.surface()))
        else:
            pieces += [_ruby(surface, reading) for surface, reading in _short_units(word)]
        after_number = is_number
    return "".join(pieces)


def _short_units(word: sudachipy.Morpheme) -> list[tuple[str, str]]:
    """A long word in its parts, unless it is read otherwise than they are (花火 is not はなひ)."""
    parts = [(part.surface(), part.reading_form()) for part in word.split(sudachipy.SplitMode.A)]
    if "".join(reading for _, reading in parts) != word.reading_form():
        parts = [(word.surface(), word.reading_form())]
    return [(surface, reading.translate(_KATAKANA_TO_HIRAGANA)) for surface, reading in parts]


def _ruby(surface: str, reading: str) -> str:
    """Ruby over the kanji alone: 締め切り is 締(し)め切(き)り."""
    runs = _RUNS.findall(surface)
    pattern = "".join(
        "(.+)" if _HAS_KANJI.search(run) else re.escape(run.translate(_KATAKANA_TO_HIRAGANA))
        for run in runs
    )
    match = re.fullmatch(pattern, reading)
    if not reading or not match:
        whole = reading and reading != surface and _HAS_KANJI.search(surface)
        return _one_ruby(surface, reading) if whole else escape(surface)
    readings = iter(match.groups())
    return "".join(
        _one_ruby(run, next(readings)) if _HAS_KANJI.search(run) else escape(run) for run in runs
    )


def _one_ruby(kanji: str, reading: str) -> str:
    return f"<ruby>{escape(kanji)}<rp>（</rp><rt>{escape(reading)}</rt><rp>）</rp></ruby>"
