import pytest

from portal.common.csv_reading import (
    MOST_BYTES,
    MOST_COLUMNS,
    ColumnHasNoName,
    ColumnNameIsTwice,
    FileIsNoText,
    FileIsTooLarge,
    RowIsRagged,
    TableIsEmpty,
    TableIsMalformed,
    TableIsTooWide,
)
from portal.evidence.services import read_table
from portal.evidence.services.reading import PREVIEW_ROWS

TEXT = "区,街灯の数\r\n中央区,1200\r\n美浜区,900\r\n"
ROWS = [["区", "街灯の数"], ["中央区", "1200"], ["美浜区", "900"]]


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("cp932", "shift_jis")],
)
def test_the_encoding_is_found(codec, encoding):
    table = read_table(TEXT.encode(codec))

    assert (table.encoding, table.preview, table.row_count) == (encoding, ROWS, 2)


def test_the_signs_that_windows_added_to_shift_jis_are_read():
    table = read_table("氏名,番号\n髙橋,①\n".encode("cp932"))

    assert table.preview[1] == ["髙橋", "①"]


def test_plain_ascii_is_utf_8():
    assert read_table(b"ward,lamps\nChuo,1200\n").encoding == "utf-8"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_ends_are_read(end):
    assert read_table(TEXT.replace("\r\n", end).encode()).preview == ROWS


def test_the_preview_holds_the_first_rows_and_cuts_long_cells():
    content = "番号,説明\n" + "".join(f"{n},{'長' * 300}\n" for n in range(50))

    table = read_table(content.encode())

    assert (len(table.preview), table.row_count) == (1 + PREVIEW_ROWS, 50)
    assert table.preview[1] == ["0", "長" * 200 + "…"]


def test_a_line_break_within_quotes_is_no_new_row():
    table = read_table('区,説明\n中央区,"一行目\n二行目"\n'.encode())

    assert (table.row_count, table.preview[1][1]) == (1, "一行目\n二行目")


def test_blank_lines_count_for_nothing():
    assert read_table("区,数\n\n中央区,1\n\n".encode()).row_count == 1


@pytest.mark.parametrize(
    ("content", "refusal", "told"),
    [
        (b"", TableIsEmpty, "見出しの行"),
        (b"\n\n", TableIsEmpty, "見出しの行"),
        ("区,数\n".encode(), TableIsEmpty, "1行以上"),
        ("区,数\n中央区,1,余分\n".encode(), RowIsRagged, "2行目は3列"),
        ("区,数\n中央区,1\n美浜区\n".encode(), RowIsRagged, "3行目は1列"),
        ("区,\n中央区,1\n".encode(), ColumnHasNoName, "2列目"),
        ("区, 　\n中央区,1\n".encode(), ColumnHasNoName, "2列目"),
        ("区,数,区\n中央区,1,2\n".encode(), ColumnNameIsTwice, "「区」"),
        ('区,数\n"中央区,1\n'.encode(), TableIsMalformed, "行目の引用符"),
        ('区,数\n"中央"区,1\n'.encode(), TableIsMalformed, "2行目の引用符"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", FileIsNoText, "UTF-8"),
        (b"PK\x03\x04" + b"\xff" * 20, FileIsNoText, "UTF-8"),
        ("区,数\n中央\x00区,1\n".encode(), FileIsNoText, "UTF-8"),
        (b"\xef\xbb\xbf\xff\xfe", FileIsNoText, "UTF-8"),
        ("区,数\n中央区,1\n".encode("utf-16"), FileIsNoText, "UTF-8"),
        (b",".join([b"a%d" % n for n in range(MOST_COLUMNS + 1)]), TableIsTooWide, "200列"),
        (b"a" * (MOST_BYTES + 1), FileIsTooLarge, "5MB"),
        (b"a,b\n1," + b"x" * 200_000, TableIsMalformed, "2行目"),
    ],
    ids=lambda value: None if isinstance(value, bytes) else getattr(value, "__name__", value),
)
def test_what_is_no_table_is_refused_with_the_place(content, refusal, told):
    with pytest.raises(refusal, match=told):
        read_table(content)
