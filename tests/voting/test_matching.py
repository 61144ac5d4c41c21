"""Name, birth date and address against the roll: the same person is found, nobody else is."""

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.matching import Identity, found_among, plain_address, plain_name


@dataclass(frozen=True)
class Entry:
    name: str
    address: str


HANAKO = Entry("千葉　花子", "千葉県千葉市中央区中央1丁目2番3号")


def of(name, address):
    return Identity(name, date(1990, 5, 17), address)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("千葉 花子", "千葉県千葉市中央区中央1丁目2番3号"),
        ("千葉花子", "千葉市中央区中央１－２－３"),
        ("千葉\u3000花子", "千葉県 千葉市中央区中央1-2-3"),
        ("千葉\U000e0100花子", "千葉市中央区中央一丁目2番3号"),
        ("千葉花子", "千葉市中央区中央1丁目2番地3"),
        ("千葉花子", "千葉市中央区中央1丁目2の3"),
        ("千葉花子", "千葉市中央区中央1ー2ー3"),
    ],
)
def test_the_same_person_is_found_however_it_is_written(name, address):
    assert found_among(of(name, address), [HANAKO]) == HANAKO


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("千葉 桃子", HANAKO.address),
        (HANAKO.name, "千葉県千葉市中央区中央1丁目2番4号"),
        (HANAKO.name, "千葉県千葉市美浜区中央1丁目2番3号"),
        (HANAKO.name, "東京都千代田区霞が関1丁目3番2号"),
        (HANAKO.name, "千葉県千葉市中央区中央12丁目3号"),
        (HANAKO.name, ""),
        ("", HANAKO.address),
    ],
)
def test_another_name_or_address_is_another_person(name, address):
    assert found_among(of(name, address), [HANAKO]) is None


def test_nobody_is_found_where_two_could_be_meant():
    assert found_among(of(HANAKO.name, HANAKO.address), [HANAKO, HANAKO]) is None


def test_a_roll_without_names_or_addresses_finds_nobody():
    assert found_among(of("", ""), [Entry("", "")]) is None
    assert found_among(of("千葉花子", ""), [Entry("千葉花子", "")]) is None


@pytest.mark.parametrize(("kanji", "digits"), [("一", 1), ("九", 9), ("十", 10), ("二十三", 23)])
def test_chome_in_kanji_are_numbers(kanji, digits):
    assert plain_address(f"中央{kanji}丁目1番1号") == f"中央{digits}-1-1"


@given(st.text(max_size=40))
def test_what_is_plain_stays_plain(text):
    assert plain_name(plain_name(text)) == plain_name(text)
