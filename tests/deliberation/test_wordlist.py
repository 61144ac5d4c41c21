import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.wordlist import found_in, has_link, words_in

LETTERS = st.text(alphabet="あいうえおアイウエオ暗道aAbB", min_size=1, max_size=6)


def test_a_list_has_one_word_a_line_each_once():
    assert words_in(" ばか \n\nあほ\nばか\n  two   words ") == ("ばか", "あほ", "two words")


@pytest.mark.parametrize("text", ["このバカ者", "ばか！", "ﾊﾞｶです"])
def test_a_japanese_word_is_found_anywhere_in_whatever_letters(text):
    assert found_in(text, ["ばか"]) == "ばか"


def test_a_word_in_latin_letters_is_found_as_a_word():
    assert found_in("What an ASS.", ["ass"]) == "ass"
    assert found_in("Pass the class", ["ass"]) == ""


@given(before=LETTERS, word=st.text(alphabet="あいう暗道", min_size=1), after=LETTERS)
def test_whatever_stands_around_a_japanese_word_it_is_found(before, word, after):
    assert found_in(before + word + after, [word]) == word


@given(text=LETTERS)
def test_an_empty_list_finds_nothing(text):
    assert found_in(text, words_in("\n \n")) == ""


@pytest.mark.parametrize(
    ("text", "holds"),
    [("https://example.jp を見て", True), ("WWW.example.jp", True), ("http は規約です", False)],
)
def test_a_link_is_seen(text, holds):
    assert has_link(text) is holds
