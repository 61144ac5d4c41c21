import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voting.crypto.words import SYLLABLES, WORDS, in_kana, same_words, words_of

TOLD = words_of(b"what is compared")


def test_there_are_eight_words_of_three_syllables_in_both_scripts():
    assert len(SYLLABLES) == len(set(SYLLABLES.values())) == 32
    assert len(TOLD) == WORDS
    assert all(len(in_kana(word)) == 3 for word in TOLD)
    assert words_of(b"what is compared") == TOLD
    assert words_of(b"what is compare") != TOLD


@pytest.mark.parametrize(
    "typed",
    [
        " ".join(TOLD),
        "-".join(TOLD).upper(),
        "、".join(map(in_kana, TOLD)),
        "".join(chr(ord(c) + 0x60) for word in TOLD for c in in_kana(word)),
        " ".join([TOLD[0], *map(in_kana, TOLD[1:])]),
    ],
    ids=["letters", "capitals", "hiragana", "katakana", "mixed"],
)
def test_what_was_heard_is_compared_however_it_is_typed(typed):
    assert same_words(TOLD, typed)


@pytest.mark.parametrize("typed", ["", " ".join(TOLD[1:]), " ".join([*TOLD[::-1]]), "hu" * 24])
def test_other_words_are_not_the_same(typed):
    assert not same_words(TOLD, typed)


@settings(deadline=None)
@given(st.text(max_size=2000))
def test_whatever_is_typed_is_compared_without_a_traceback(typed):
    assert not same_words(TOLD, typed)
