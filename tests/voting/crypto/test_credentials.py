import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voting.crypto.credentials import ALPHABET, CODE_BITS, draw_code, read_code, signing_key
from voting.crypto.draw import SeededDraw, SystemDraw
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.groups.ristretto import RISTRETTO255


def test_a_code_is_read_as_it_was_drawn_however_it_is_typed():
    code = draw_code(SeededDraw(b"code"))
    plain = code.replace("-", "")

    assert len(plain) == 22
    assert [len(group) for group in code.split("-")] == [4, 4, 4, 4, 4, 2]
    for typed in (code, plain, code.lower(), f" {code} ", code.replace("-", " ")):
        assert read_code(typed) == plain[:20]


def test_letters_that_look_alike_are_taken_for_what_they_stand_for():
    draw = SeededDraw(b"look alike")
    code = next(c for c in iter(lambda: draw_code(draw), "") if {"0", "1"} <= set(c))

    typed = code.replace("0", "o").replace("1", "l")

    assert read_code(typed) == read_code(code)


@given(st.integers(0, 21), st.sampled_from(ALPHABET))
def test_a_slip_of_the_pen_is_caught_but_for_one_in_a_thousand(place, symbol):
    plain = draw_code(SeededDraw(b"slip")).replace("-", "")
    typed = plain[:place] + symbol + plain[place + 1 :]

    if typed == plain:
        read_code(typed)
    else:
        with pytest.raises(CheckFailed) as failure:
            read_code(typed)
        assert failure.value.check == Check.CODE


@pytest.mark.parametrize("typed", ["", "ABCD", "!" * 22, "あ" * 22])
def test_what_is_no_code_is_refused(typed):
    with pytest.raises(CheckFailed, match="22 letters and digits"):
        read_code(typed)


def test_codes_have_at_least_a_hundred_random_bits():
    codes = {draw_code(SystemDraw())[:24] for _ in range(200)}

    assert CODE_BITS >= 100
    assert len(codes) == 200
    assert set("".join(codes)) - {"-"} == set(ALPHABET)


@settings(max_examples=3)
@given(st.binary(min_size=1, max_size=40))
def test_the_keys_of_a_code_in_two_elections_are_strangers(election):
    code = read_code(draw_code(SeededDraw(b"code")))
    key = signing_key(RISTRETTO255, code, election)

    assert 0 < key < RISTRETTO255.order
    assert key == signing_key(RISTRETTO255, code, election)
    assert key != signing_key(RISTRETTO255, code, election + b"\0")


@given(st.text(max_size=40) | st.text(ALPHABET, min_size=20, max_size=26))
def test_whatever_is_typed_is_a_code_or_refused(typed):
    try:
        code = read_code(typed)
    except CheckFailed:
        return
    assert len(code) == 20
    assert set(code) <= set(ALPHABET)
