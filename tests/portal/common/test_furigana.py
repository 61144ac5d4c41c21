import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.template import Context, Template
from django.utils.safestring import SafeString, mark_safe

from portal.common.furigana import (
    FIXED,
    _annotated,
    furigana_is_on,
    furigana_shown,
    with_furigana,
)

RUBY = re.compile(r"<ruby>(.*?)<rp>（</rp><rt>(.*?)</rt><rp>）</rp></ruby>")


def read(text: str) -> str:
    """The readings in round brackets, as they look without ruby."""
    return RUBY.sub(r"\1(\2)", with_furigana(text))


@pytest.mark.parametrize(
    ("ward", "reading"),
    [
        ("中央区", "ちゅうおうく"),
        ("花見川区", "はなみがわく"),
        ("稲毛区", "いなげく"),
        ("若葉区", "わかばく"),
        ("緑区", "みどりく"),
        ("美浜区", "みはまく"),
    ],
)
def test_the_wards_are_read_as_they_are_called(ward, reading):
    assert "".join(reading for _, reading in RUBY.findall(with_furigana(ward))) == reading


@pytest.mark.parametrize(
    ("name", "readings"),
    [
        ("幕張本郷", "まくはりほんごう"),
        ("誉田", "ほんだ"),
        ("土気", "とけ"),
        ("蘇我", "そが"),
        ("検見川", "けみがわ"),
        ("稲毛海岸", "いなげかいがん"),
        ("登戸", "のぶと"),
        ("千城台", "ちしろだい"),
    ],
)
def test_places_of_chiba_are_read_as_they_are_called(name, readings):
    assert "".join(reading for _, reading in RUBY.findall(with_furigana(name))) == readings


def test_every_fixed_name_is_read_as_the_table_says():
    for name, parts in FIXED.items():
        assert "".join(surface for surface, _ in parts) == name
        assert RUBY.findall(with_furigana(name)) == [part for part in parts if part[1]]


def test_only_kanji_carry_readings():
    assert read("締め切りまでに話し合い、考えを取り入れる") == (
        "締(し)め切(き)りまでに話(はな)し合(あ)い、考(かんが)えを取(と)り入(い)れる"
    )


def test_a_word_read_otherwise_than_its_parts_stays_whole():
    assert read("今日と昨日の花火") == "今日(きょう)と昨日(きのう)の花火(はなび)"


def test_numbers_and_their_counters_are_left_alone():
    assert read("三月十日までに、1日に200円") == "三月十日までに、1日に200円"


def test_text_without_kanji_is_only_escaped():
    assert with_furigana("ひらがな & <b>ABC</b>") == "ひらがな &amp; &lt;b&gt;ABC&lt;/b&gt;"


def test_plain_text_is_escaped():
    assert "<script>" not in with_furigana('市民の<script>alert("声")</script>')


def test_safe_html_keeps_its_tags_and_entities():
    html = mark_safe('<a title="市民>の声" href="/x">市民</a> &amp; 声')
    assert RUBY.sub(r"\1(\2)", with_furigana(html)) == (
        '<a title="市民>の声" href="/x">市民(しみん)</a> &amp; 声(こえ)'
    )


def test_the_answer_is_safe_html():
    assert isinstance(with_furigana("声"), SafeString)


def test_a_browser_without_ruby_shows_brackets():
    assert with_furigana("声") == "<ruby>声<rp>（</rp><rt>こえ</rt><rp>）</rp></ruby>"


def test_the_memory_is_bounded():
    assert _annotated.cache_info().maxsize == 4096


def test_many_threads_read_at_once():
    texts = [f"市民の声{n}を聞く" for n in range(200)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(read, texts)) == [
            f"市民(しみん)の声(こえ){n}を聞(き)く" for n in range(200)
        ]


def test_the_filter_asks_whether_the_reader_wants_readings():
    template = Template("{{ text|furigana }}")
    context = Context({"text": "声 & 答え"})
    assert template.render(context) == "声 &amp; 答え"
    with furigana_shown(shown=True):
        assert template.render(context).startswith("<ruby>声<rp>")
    assert not furigana_is_on()


def test_the_block_form_annotates_translated_text():
    template = Template("{% filter furigana %}<p>{{ text }}</p>{% endfilter %}")
    with furigana_shown(shown=True):
        rendered = template.render(Context({"text": "<i>声</i>"}))
    assert rendered == (
        "<p>&lt;i&gt;<ruby>声<rp>（</rp><rt>こえ</rt><rp>）</rp></ruby>&lt;/i&gt;</p>"
    )
