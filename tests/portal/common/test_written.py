import pytest

from portal.common.written import language_of, one_line, plain


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("街灯\r\nが\rない", "街灯\nが\nない"),
        # Right-to-left override: "txt.exe" that reads as "exe.txt".
        ("a\u202etxt.exe", "atxt.exe"),
        ("\u2066隠し\u2069", "隠し"),
        ("無\u200b料\ufeff", "無料"),
        ("終\x00わ\x07り", "終わり"),
        ("半分\ud83d", "半分"),
        ("行\u2028段", "行段"),
        ("家族👨‍👩‍👧", "家族👨‍👩‍👧"),
        ("\tタブ", "\tタブ"),
        # Composed, so that a search finds it however it was typed.
        ("カ\u3099ードレール", "ガードレール"),
    ],
)
def test_what_cannot_be_seen_is_not_stored(typed, stored):
    assert plain(typed) == stored


def test_a_title_is_one_line():
    assert one_line("  暗い\n\n道　が\tある ") == "暗い 道 が ある"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("街灯が切れています。", "ja"),
        ("The street lamp near Makuhari (幕張) has been out for three weeks now.", "en"),
        ("We need more lamps at 幕張.", "en"),
        ("LEDに換えてください", "ja"),
        ("Wi-FiやLEDなど、AEDの場所もWebで見たいです。", "ja"),
        ("カタカナ ダケ", "ja"),
        ("LED", "en"),
        ("12345", "ja"),
        ("", "ja"),
    ],
)
def test_the_language_is_told_from_the_letters(text, language):
    assert language_of(text) == language
