import pytest

from portal.budget.errors import (
    AmountIsUnfit,
    CodeIsTwice,
    CodeIsUnfit,
    ColumnsAreMissing,
    NameIsMissing,
    ParentIsUnknown,
    PartsDoNotAddUp,
    SideIsUnknown,
    TotalIsNotOne,
)
from portal.budget.services.importing import FILES
from portal.budget.services.reading import read_budget
from portal.budget.states import Side
from portal.common.csv_reading import FileIsNoText, RowIsRagged, TableIsEmpty

HEADER = "side,code,parent_code,name_ja,name_en,amount_yen"
TOTAL = "expenditure,total,,合計,Total,300"
SCHOOLS = "expenditure,schools,total,学校,Schools,200"
ROADS = 'expenditure,roads,total,道路,Roads,"100"'
PRIMARY = "expenditure,primary,schools,小学校,Primary schools,200"


def sent(*lines, codec="utf-8"):
    return "\n".join([HEADER, *lines]).encode(codec)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp932"])
def test_categories_stand_below_the_one_that_they_are_part_of(codec):
    lines = read_budget(sent(TOTAL, SCHOOLS, ROADS, PRIMARY, codec=codec))

    assert [(line.code, line.parent, line.amount) for line in lines] == [
        ("total", "", 300),
        ("schools", "total", 200),
        ("roads", "total", 100),
        ("primary", "schools", 200),
    ]


def test_the_commas_of_a_spreadsheet_are_read():
    assert read_budget(sent('expenditure,total,,合計,Total,"1,234,567"'))[0].amount == 1_234_567


@pytest.mark.parametrize(
    ("lines", "error", "told"),
    [
        ([TOTAL, SCHOOLS], PartsDoNotAddUp, "300円"),
        ([TOTAL, SCHOOLS, ROADS, PRIMARY.replace("200", "150")], PartsDoNotAddUp, "150円"),
        ([TOTAL, SCHOOLS, SCHOOLS], CodeIsTwice, "4行目"),
        ([SCHOOLS, TOTAL, ROADS], ParentIsUnknown, "2行目"),
        ([TOTAL, TOTAL.replace("total", "other")], TotalIsNotOne, "歳出"),
        (["revenue,income,,歳入,Revenue,5"], TotalIsNotOne, "歳出"),
        ([TOTAL.replace("expenditure", "costs")], SideIsUnknown, "costs"),
        ([TOTAL.replace(",total", ",全 部")], CodeIsUnfit, "2行目"),
        ([TOTAL.replace(",total", "," + "x" * 61)], CodeIsUnfit, "2行目"),
        ([TOTAL.replace("Total", "")], NameIsMissing, "2行目"),
        ([TOTAL.replace("Total", "x" * 201)], NameIsMissing, "2行目"),
        ([TOTAL.replace("300", "-300")], AmountIsUnfit, "-300"),
        ([TOTAL.replace("300", "3.5")], AmountIsUnfit, "3.5"),
        ([TOTAL.replace("300", "３００")], AmountIsUnfit, "３００"),
        ([TOTAL.replace("300", "9" * 16)], AmountIsUnfit, "2行目"),
        ([TOTAL, "expenditure,x"], RowIsRagged, "3行目"),
        ([], TableIsEmpty, "1行以上"),
    ],
)
def test_a_file_that_is_wrong_is_refused_by_its_line(lines, error, told):
    with pytest.raises(error, match=told):
        read_budget(sent(*lines))


def test_missing_columns_are_named():
    with pytest.raises(ColumnsAreMissing, match="name_en, amount_yen"):
        read_budget(b"side,code,parent_code,name_ja\nexpenditure,total,,x")


def test_what_is_no_text_is_refused():
    with pytest.raises(FileIsNoText):
        read_budget(b"\x89PNG\r\n\x1a\n\x00\xff")


@pytest.mark.parametrize(
    ("file", "side", "oku"),
    # City of Chiba: the sums of the published tables, in 億円.
    [
        ("2019.csv", Side.EXPENDITURE, 4_510),
        ("2023.csv", Side.EXPENDITURE, 5_025),
        ("2023.csv", Side.REVENUE, 5_063),
    ],
)
def test_the_shipped_figures_come_to_the_published_sums(file, side, oku):
    lines = read_budget((FILES / file).read_bytes())

    assert sum(line.amount for line in lines if line.side == side and line.parent) == oku * 10**8
