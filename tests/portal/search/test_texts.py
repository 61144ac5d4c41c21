import pytest

from portal.search.spelling import distance, nearest_name, romaji
from portal.search.texts import normalised, pairs_of, telling_pairs_of, words_of

WARDS = {
    "中央区": ["Chuo Ward"],
    "花見川区": ["Hanamigawa Ward"],
    "稲毛区": ["Inage Ward"],
    "若葉区": ["Wakaba Ward"],
    "緑区": ["Midori Ward"],
    "美浜区": ["Mihama Ward"],
}


@pytest.mark.parametrize(
    ("one", "other"),
    [("ゴミ", "ごみ"), ("ﾍﾞﾝﾁ", "ベンチ"), ("ＬＥＤ", "led"), ("Park", "park"), ("一　二", "一 二")],
)
def test_what_is_read_the_same_is_the_same(one, other):
    assert normalised(one) == normalised(other)


def test_words_are_parted_by_spaces_and_signs_and_english_ones_lose_their_ending():
    assert words_of("通学路、街灯　Libraries parks") == ["通学路", "街灯", "librar", "park"]


def test_a_word_of_two_letters_is_one_pair_and_a_space_belongs_to_none():
    assert len(pairs_of("公園")) == 1
    assert pairs_of("公 園") == set()


def test_the_pairs_of_a_long_word_reach_from_its_beginning_to_its_end():
    word = "あいうえおかきくけこ"
    some = telling_pairs_of(word)

    assert set(some) < pairs_of(word)
    assert (some[0], some[-1]) == (*pairs_of("あい"), *pairs_of("けこ"))


@pytest.mark.parametrize(
    ("kana", "latin"),
    [("はなみがわ", "hanamigawa"), ("ちゅうおう", "chuo"), ("しんじゅく", "shinjuku")],
)
def test_kana_are_spelt_as_signs_in_stations_have_them(kana, latin):
    assert romaji(kana) == latin


@pytest.mark.parametrize(
    ("one", "other", "letters"),
    [("", "", 0), ("mihama", "mihama", 0), ("mihama", "mihma", 1), ("inage", "ianeg", 2)],
)
def test_wrong_letters_are_counted(one, other, letters):
    assert distance(one, other) == distance(other, one) == letters


@pytest.mark.parametrize(
    ("word", "ward"),
    [
        ("花見側区", "花見川区"),
        ("花実川区", "花見川区"),
        ("稲下区", "稲毛区"),
        ("美兵区", "美浜区"),
        ("はなみがわ", "花見川区"),
        ("いなげく", "稲毛区"),
        ("ミハマ", "美浜区"),
        ("わかば", "若葉区"),
        ("Hanamigwa", "花見川区"),
        ("hanamikawa ward", "花見川区"),
        ("Mihma", "美浜区"),
        ("Midoru-ku", "緑区"),
    ],
)
def test_a_name_that_was_nearly_written_right_is_known(word, ward):
    assert nearest_name(word, WARDS) == ward


@pytest.mark.parametrize("word", ["花見川区", "緑区", "Chūō", "南区", "公園", "緑地", "park", "道"])
def test_a_right_name_and_another_word_stay_as_they_are(word):
    assert nearest_name(word, WARDS) is None
