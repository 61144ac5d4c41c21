"""The words of a text that say something."""

from portal.common.japanese import telling_words


def test_only_what_names_or_tells_something_is_kept():
    words = telling_words("いつもお世話になっております。公園のすべり台がこわれて、危ないです。")

    assert "公園" in words
    assert "危ない" in words
    assert not {"の", "が", "です", "いつも", "。"} & set(words)


def test_spellings_of_one_word_are_one():
    assert telling_words("引越しの荷物") == telling_words("引っ越しの荷物")


def test_width_does_not_matter():
    assert telling_words("ＬＥＤの街灯") == telling_words("LEDの街灯")


def test_words_of_every_letter_are_left_out():
    assert telling_words("市に対応をお願いします。希望します。") == []
