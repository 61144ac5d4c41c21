import json

import pytest

from benchmarks.rows import Row, keep, line


@pytest.mark.parametrize(
    ("value", "target", "met"),
    [
        (8, "<= 8", True),
        (9, "<= 8", False),
        (0.09, "< 0.1", True),
        (40, ">= 40", True),
        (39.9, ">= 40", False),
        (1, "> 1", False),
        (3, "== 3", True),
        (5, "", None),
    ],
)
def test_whether_a_target_is_met_is_computed_from_the_value(value, target, met):
    row = Row("pages.x", value, "queries", target)

    assert row.met is met
    assert row.to_json()["met"] is met
    assert ("MISSED" in line(row)) is (met is False)


@pytest.mark.parametrize("target", ["8", "about 8", "<= eight"])
def test_a_target_that_is_no_comparison_is_refused(target):
    with pytest.raises(ValueError, match=r"comparison|float"):
        Row("pages.x", 1, "queries", target)


def test_measuring_one_area_keeps_the_rows_of_others(tmp_path):
    path = tmp_path / "results.json"
    keep([Row("pages.old", 1, "ms"), Row("counting.x", 2, "s", "<= 3")], "", path)

    keep([Row("pages.new", 5, "ms")], "pages.", path)

    assert [row["name"] for row in json.loads(path.read_text())] == ["counting.x", "pages.new"]
