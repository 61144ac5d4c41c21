import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils.translation import override

from portal.common import dates
from portal.common.devices import device_name
from portal.common.languages import in_language, unprefixed
from portal.common.markdown import markdown
from portal.common.money import yen, yen_short

# 22 November 2026, 23:30 in UTC, is the morning of the 23rd in Tokyo.
LATE = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("amount", "japanese", "english"),
    [
        (0, "0円", "¥0"),
        (1234, "1,234円", "¥1,234"),
        (-50_000, "-50,000円", "-¥50,000"),
    ],
)
def test_yen(amount, japanese, english):
    with override("ja"):
        assert yen(amount) == japanese
    with override("en"):
        assert yen(amount) == english


@pytest.mark.parametrize(
    ("amount", "japanese", "english"),
    [
        (9_999, "9,999円", "¥9,999"),
        (10_000, "1万円", "¥10,000"),
        (1_234_567, "123万円", "¥1.2 million"),
        # 5,000 and more is rounded up to the next ten thousand.
        (1_235_000, "124万円", "¥1.2 million"),
        (99_999_999, "1億円", "¥100 million"),
        (123_450_000, "1億2,345万円", "¥123.5 million"),
        (1_000_000_000, "10億円", "¥1 billion"),
        (999_990_000, "9億9,999万円", "¥1 billion"),
        (540_000_000_000, "5,400億円", "¥540 billion"),
        (2_500_000_000_000, "25,000億円", "¥2.5 trillion"),
        (-120_000_000, "-1億2,000万円", "-¥120 million"),
    ],
)
def test_yen_at_a_glance(amount, japanese, english):
    with override("ja"):
        assert yen_short(amount) == japanese
    with override("en"):
        assert yen_short(amount) == english


def test_days_are_those_of_tokyo():
    with override("ja"):
        assert dates.day(LATE) == "2026年11月23日"
        assert dates.day_with_weekday(LATE) == "2026年11月23日（月）"
        assert dates.moment_of(LATE) == "2026年11月23日 08:30"
    with override("en"):
        assert dates.day(LATE) == "23 November 2026"
        assert dates.day_with_weekday(LATE) == "Monday 23 November 2026"
        assert dates.moment_of(LATE) == "23 November 2026, 08:30"


@pytest.mark.parametrize(
    ("day", "japanese", "english"),
    [
        (date(2026, 3, 1), "3月1日", "1 Mar"),
        (date(2025, 3, 1), "2025/3/1", "1 Mar 2025"),
    ],
)
def test_a_short_day_tells_the_year_only_where_it_is_another(day, japanese, english):
    with override("ja"):
        assert dates.day_short(day, today=date(2026, 11, 22)) == japanese
    with override("en"):
        assert dates.day_short(day, today=date(2026, 11, 22)) == english


@pytest.mark.parametrize(
    ("gone", "japanese", "english"),
    [
        (timedelta(seconds=59), "たった今", "just now"),
        (timedelta(seconds=60), "1分前", "1 minute ago"),
        (timedelta(minutes=59, seconds=59), "59分前", "59 minutes ago"),
        (timedelta(hours=1), "1時間前", "1 hour ago"),
        (timedelta(hours=23, minutes=59), "23時間前", "23 hours ago"),
        (timedelta(days=1), "1日前", "1 day ago"),
        (timedelta(days=6, hours=23), "6日前", "6 days ago"),
        (timedelta(days=7), "2026年11月16日", "16 November 2026"),
        (timedelta(seconds=-1), "2026年11月23日", "23 November 2026"),
    ],
)
def test_how_long_ago(gone, japanese, english):
    with time_machine.travel(LATE, tick=False):
        with override("ja"):
            assert dates.ago(LATE - gone) == japanese
        with override("en"):
            assert dates.ago(LATE - gone) == english


def test_markdown_of_residents():
    assert markdown("# 歩道\n**段差**が*ある*\n次の行") == (
        "<h3>歩道</h3>\n<p><strong>段差</strong>が<em>ある</em><br>\n次の行</p>\n"
    )


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("# 1\n## 2\n# 3", ["h3", "h4", "h3"]),
        ("## 1\n##### 2\n###### 3", ["h3", "h4", "h5"]),
        ("# 1\n## 2\n### 3\n#### 4\n##### 5", ["h3", "h4", "h5", "h6", "h6"]),
    ],
)
def test_headings_of_a_text_stand_below_those_of_the_page_and_skip_no_level(text, levels):
    assert re.findall(r"<(h\d)>", markdown(text)) == levels


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "<img src=x onerror=alert(1)>",
        "![x](https://evil.example/pixel.png)",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        '<p style="position:fixed" onclick="x()">',
        "<iframe src=//evil.example>",
    ],
)
def test_markdown_carries_nothing_dangerous(text):
    rendered = markdown(text)
    for danger in ("<script", "<img", "<iframe", 'href="javascript', 'href="data', "<p style"):
        assert danger not in rendered


def test_links_of_residents_are_marked_as_theirs():
    assert markdown("[市のページ](https://www.city.chiba.jp/)") == (
        '<p><a href="https://www.city.chiba.jp/" rel="nofollow ugc noopener">市のページ</a></p>\n'
    )


@pytest.mark.parametrize(
    ("japanese", "english"),
    [
        ("/", "/en/"),
        ("/proposals/?page=2", "/en/proposals/?page=2"),
        ("/english-lessons/", "/en/english-lessons/"),
        ("/ending/", "/en/ending/"),
    ],
)
def test_a_page_has_one_address_in_each_language(japanese, english):
    assert in_language(japanese, "en") == in_language(english, "en") == english
    assert in_language(japanese, "ja") == in_language(english, "ja") == japanese
    assert unprefixed("/en") == "/"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130 Mobile Safari/537.36",
            "Chrome / Android",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari / iPhone",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130 Safari/537.36 Edg/130", "Edge / Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko Firefox/130.0", "Firefox / Linux"),
        ("curl/8.5.0", "curl/8.5.0"),
        ("", ""),
    ],
)
def test_a_device_is_named_as_people_call_it(user_agent, name):
    assert device_name(user_agent) == name
