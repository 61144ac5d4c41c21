import re
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.test import RequestFactory
from django.utils.translation import override

from portal.charts.drawing import colours
from portal.charts.drawing.canvas import PIXELS
from portal.charts.drawing.indicators import ticks_between
from portal.charts.facts import IndicatorChart, MoneyBar, MoneyChart, Point
from portal.charts.pictures import Size, content_hash, picture, svg_of, versioned

ROOT = Path(__file__).parents[3]
SVG = "{http://www.w3.org/2000/svg}"

RIDES = IndicatorChart(
    title="シェアサイクルの利用回数",
    description="1か月2,856回から48,380回へ、16.9倍になりました。",
    unit="回／月",
    baseline=Point(date(2018, 3, 31), Decimal(2856)),
    target=Point(date(2020, 1, 31), Decimal(30000)),
    readings=(
        Point(date(2019, 1, 31), Decimal(18400)),
        Point(date(2020, 1, 31), Decimal(48380)),
    ),
    note="基準の16.9倍",
)
MONEY = MoneyChart(
    title="計画と支出",
    description="計画1,300万円に対し、支出は900万円です。",
    sources=("市の予算", "寄付・協賛"),
    bars=(
        MoneyBar("計画", (Decimal(12_000_000), Decimal(1_000_000)), "1,300万円"),
        MoneyBar("契約済み", (Decimal(11_000_000), Decimal(0)), "1,100万円"),
        MoneyBar("支出済み", (Decimal(8_000_000), Decimal(1_000_000)), "900万円"),
    ),
    plan_label="破線：計画額",
)
CHARTS = [RIDES, MONEY]


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("size", Size)
def test_a_picture_carries_its_title_and_description(chart, size):
    root = ElementTree.fromstring(svg_of(chart, size))

    assert root.findtext(f"{SVG}title") == chart.title
    assert root.findtext(f"{SVG}desc") == chart.description
    assert root.get("aria-labelledby") == "title description"


@pytest.mark.parametrize("chart", CHARTS)
def test_a_picture_has_no_style_that_the_security_policy_would_stop(chart):
    svg = svg_of(chart, Size.WIDE).decode()

    assert "style" not in svg
    assert "<script" not in svg
    # Nothing is loaded from anywhere: what is referred to is in the picture itself.
    assert all(ref.startswith("#") for ref in re.findall(r'href="([^"]*)"', svg))


@pytest.mark.parametrize("chart", CHARTS)
def test_letters_are_outlines_so_that_no_reader_needs_the_font(chart):
    svg = svg_of(chart, Size.NARROW).decode()

    assert "<text" not in svg
    assert "IPAexGothic" in svg


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("size", Size)
def test_the_same_facts_give_the_same_bytes(chart, size):
    first = svg_of(chart, size)
    cache.clear()

    assert svg_of(chart, size) == first


@pytest.mark.parametrize("size", Size)
def test_a_picture_has_the_shape_of_its_size(size):
    width, height = PIXELS[size]
    root = ElementTree.fromstring(svg_of(RIDES, size))

    assert root.get("viewBox") == f"0 0 {width * 0.75:g} {height * 0.75:g}"


def test_texts_with_signs_of_markup_or_formulas_are_drawn_as_they_are():
    odd = replace(RIDES, title="<利用> & 回数", unit="$x^{2$", note="$$\\frac{1}{2")

    root = ElementTree.fromstring(svg_of(odd, Size.WIDE))

    assert root.findtext(f"{SVG}title") == "<利用> & 回数"


def test_an_indicator_that_nobody_measured_has_a_picture_too():
    assert svg_of(replace(RIDES, readings=(), note=""), Size.WIDE)


@pytest.mark.parametrize("days", [0, 1, 20, 45, 200, 1_000, 12_000])
@pytest.mark.parametrize("size", Size)
def test_any_span_of_time_has_a_picture_with_a_few_dates_on_it(days, size):
    first = date(2018, 3, 31)
    last = first + timedelta(days=days)

    ticks = ticks_between(first, last, most=4)

    assert ticks
    assert len(ticks) <= 4
    assert all(first <= tick <= last for tick in ticks)
    assert svg_of(replace(RIDES, target=Point(last, Decimal(9)), readings=()), size)


def test_less_may_be_the_target_and_values_may_lie_below_nothing():
    cold = replace(
        RIDES,
        baseline=Point(date(2018, 1, 1), Decimal(-2)),
        target=Point(date(2019, 1, 1), Decimal(-8)),
        readings=(Point(date(2018, 6, 1), Decimal("-3.5")),),
    )

    assert svg_of(cold, Size.NARROW)


def test_money_without_a_single_yen_has_a_picture_too():
    nothing = replace(MONEY, bars=tuple(replace(b, parts=(Decimal(0),)) for b in MONEY.bars))

    assert svg_of(nothing, Size.WIDE)


def test_another_language_is_another_picture():
    with override("ja"):
        japanese = content_hash(RIDES, Size.WIDE)
    with override("en"):
        assert content_hash(RIDES, Size.WIDE) != japanese


@pytest.mark.parametrize(
    "other",
    [
        replace(RIDES, unit="回"),
        replace(RIDES, description=""),
        replace(RIDES, readings=RIDES.readings[:1]),
        replace(RIDES, target=Point(date(2020, 1, 31), Decimal(30001))),
    ],
)
def test_any_other_fact_is_another_picture(other):
    assert content_hash(other, Size.WIDE) != content_hash(RIDES, Size.WIDE)
    assert content_hash(replace(other), Size.WIDE) == content_hash(other, Size.WIDE)


# --- serving -------------------------------------------------------------------------------


def ask(url, chart=RIDES, **headers):
    return picture(RequestFactory().get(url, headers=headers), lambda: chart)


def test_a_picture_is_served_as_a_file_that_a_browser_keeps_for_ever():
    response = ask(versioned("/chart.svg", RIDES, Size.NARROW))

    assert response["Content-Type"] == "image/svg+xml"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.content == svg_of(RIDES, Size.NARROW)


@pytest.mark.parametrize("url", ["/chart.svg", "/chart.svg?v=00ff", "/chart.svg?size=odd&v="])
def test_an_old_address_shows_what_is_now_and_is_not_kept(url):
    response = ask(url)

    assert response.content == svg_of(RIDES, Size.WIDE)
    assert response["Cache-Control"] == "no-cache"


def test_who_has_the_picture_is_told_so():
    etag = ask("/chart.svg")["ETag"]

    response = ask("/chart.svg", **{"If-None-Match": etag})

    assert response.status_code == 304
    assert response.content == b""
    assert response["ETag"] == etag


def test_a_picture_drawn_before_is_served_without_looking_its_chart_up():
    url = versioned("/chart.svg", RIDES, Size.WIDE)
    ask(url)

    def unneeded():
        raise AssertionError

    assert picture(RequestFactory().get(url), unneeded).status_code == 200


# --- what it is made of --------------------------------------------------------------------


def test_the_colours_are_those_of_the_design_system():
    css = ROOT / "node_modules/@digital-go-jp/design-tokens/dist/tokens.css"
    theirs = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", css.read_text(encoding="utf-8")))

    assert {name: theirs.get(name) for name in colours.TOKENS} == colours.TOKENS


def test_no_two_sources_of_money_differ_in_colour_alone():
    hatchings = [hatch for _fill, _edge, hatch in colours.PATTERNS]

    assert len(set(hatchings)) == len(hatchings)


def test_who_draws_nothing_does_not_load_matplotlib_and_nobody_loads_pyplot():
    code = (
        "import sys, portal.charts.pictures, portal.charts.facts;"
        "assert 'matplotlib' not in sys.modules;"
        "import portal.charts.drawing.money, portal.charts.drawing.indicators;"
        "assert 'matplotlib.pyplot' not in sys.modules"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], check=False, cwd=ROOT, capture_output=True, text=True
    )

    assert found.returncode == 0, found.stderr
