"""The dictionary of Japanese words: its tokenizer, and the words of a text that say something."""

import threading
import unicodedata

import sudachipy

_dictionary = sudachipy.Dictionary(dict="small")
# A tokenizer is not to be shared between threads.
_local = threading.local()
# By the two first parts of speech, words that name or tell something; never what only joins them.
_TELLING = frozenset(
    {
        ("名詞", "普通名詞"),
        ("名詞", "固有名詞"),
        ("動詞", "一般"),
        ("形容詞", "一般"),
        ("形状詞", "一般"),
    }
)
# Politeness and time: in nearly every letter to a city hall, whatever it is about.
_IN_EVERY_LETTER = """
御願い 願い 願う 希望 要望 市 区 人 方 こと 事 物 時 所 為 場合 時間 困る 思う 言う 見る
聞く 行く 来る 出る 入る 使う 今 毎日 最近 いつも 朝 昼 夜 夕方 近所 近く 前 後 中 上 下 皆
皆さん 私 家 日 月 年 週 先日 先週 今年 去年 昨年 必要 状態 状況 対応 検討
"""
_LEFT_OUT = frozenset(_IN_EVERY_LETTER.split())


def tokenizer() -> sudachipy.Tokenizer:
    """Of this thread; long units, which `split` takes apart."""
    if not hasattr(_local, "tokenizer"):
        _local.tokenizer = _dictionary.tokenizer(mode=sudachipy.SplitMode.C)
    own: sudachipy.Tokenizer = _local.tokenizer
    return own


def _telling(text: str) -> list[sudachipy.Morpheme]:
    alike = unicodedata.normalize("NFKC", text)
    return [
        part
        for part in tokenizer().tokenize(alike, sudachipy.SplitMode.A)
        if tuple(part.part_of_speech()[:2]) in _TELLING
        and part.normalized_form().casefold() not in _LEFT_OUT
    ]


def telling_words(text: str) -> list[str]:
    """The nouns, verbs and adjectives of a text in order, each as the dictionary writes it.

    Spellings of one word are one (引越し and 引っ越し), and long words are in their parts. Left out
    are words of nearly every letter to a city hall, and single kana.
    """
    words = [part.normalized_form().casefold() for part in _telling(text)]
    return [word for word in words if not (len(word) == 1 and "ぁ" <= word <= "ヿ")]


def telling_surfaces(text: str) -> list[str]:
    """The same words as they stand in the text."""
    return [part.surface() for part in _telling(text)]
