import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.shared_text import (
    FIELDS,
    NOTHING,
    SharedText,
    UpdateIsMalformed,
    require_well_formed,
)

TEXTS = st.text("あ街灯𠮷a \n。", max_size=20)


def begun(**texts):
    text = SharedText()
    text.rewrite(texts)
    return text


def test_all_fields_are_there_from_the_beginning():
    assert SharedText().texts == dict.fromkeys(FIELDS, "")


@given(TEXTS, TEXTS)
def test_a_field_is_made_to_say_anything(before, after):
    text = begun(aim=before, means="手段")

    text.rewrite({"aim": after})

    assert (text.texts["aim"], text.texts["means"]) == (after, "手段")


@given(TEXTS, TEXTS, TEXTS)
def test_whatever_the_order_of_two_edits_the_text_is_the_same(start, one, other):
    state = begun(aim=start).state
    first = SharedText(state).rewrite({"aim": one})
    second = SharedText(state).rewrite({"aim": other})

    forward = SharedText(state, [first, second, first])
    backward = SharedText(state, [second, first])

    assert forward.texts == backward.texts


def test_what_was_written_elsewhere_in_the_field_meanwhile_is_kept():
    state = begun(aim="夜も安心して歩けるまち").state
    mine = SharedText(state).rewrite({"aim": "朝も安心して歩けるまち"})
    theirs = SharedText(state).rewrite({"aim": "夜も安心して歩けるまちにする"})

    assert SharedText(state, [mine, theirs]).texts["aim"] == "朝も安心して歩けるまちにする"


def test_a_text_that_stays_as_it_is_is_no_update():
    text = begun(aim="姿")

    assert text.rewrite({"aim": "姿"}) == NOTHING


@pytest.mark.parametrize("update", [b"", b"\x00", b"\x01\x02\x03", b"\xff" * 40, "街灯".encode()])
def test_what_is_no_update_is_told_apart(update):
    with pytest.raises(UpdateIsMalformed):
        require_well_formed(update)
    with pytest.raises(UpdateIsMalformed):
        SharedText(NOTHING, [update])
