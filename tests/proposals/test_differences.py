from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.differences import Change, differences


def seen(before, after):
    marks = {Change.KEPT: "{}", Change.REMOVED: "[-{}-]", Change.ADDED: "[+{}+]"}
    return "".join(marks[p.change].format(p.text) for p in differences(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("街灯を2基建てる", "街灯を3基建てる", "街灯を[-2-][+3+]基建てる"),
        ("公園を直す。", "公園と道路を直す。", "公園[+と道路+]を直す。"),
        ("ベンチを置く", "ベンチを置く", "ベンチを置く"),
        ("", "はじめて", "[+はじめて+]"),
        ("なくなる", "", "[-なくなる-]"),
        ("", "", ""),
        ("一行目\n二行目\n", "一行目\n新しい行\n二行目\n", "一行目\n[+新しい行\n+]二行目\n"),
        ("Fix the old lamp", "Fix the new lamp", "Fix the [-old-][+new+] lamp"),
    ],
)
def test_changes_are_shown_word_by_word(before, after, expected):
    assert seen(before, after) == expected


TEXTS = st.text(alphabet="街灯をつけるレンガAb1２。\n ", max_size=60)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_pieces(before, after):
    pieces = differences(before, after)

    assert "".join(p.text for p in pieces if p.change != Change.ADDED) == before
    assert "".join(p.text for p in pieces if p.change != Change.REMOVED) == after


def test_pieces_of_one_kind_never_stand_side_by_side():
    pieces = differences("あ1い2う3", "あ4い5う6")

    assert all(a.change != b.change for a, b in pairwise(pieces))


@pytest.mark.parametrize(
    ("before", "after"),
    [("あ1" * 1500, "1い" * 1500), ("\n" * 4000, "a\n\n" * 1300), ("、" * 4000, "、。" * 2000)],
)
def test_texts_too_large_to_match_are_shown_whole(before, after):
    assert [p.change for p in differences(before, after)] == [Change.REMOVED, Change.ADDED]
