"""A name says its language where it is not the page's, as every foreign text must."""

import pytest
from django.utils.translation import override

from portal.common.templatetags.texts import marked, named
from portal.lifecycle.models import Cycle
from voting.models import Election

OURS = {"name_ja": "2026年度", "name_en": "Year 2026"}
POLISH = {"name_ja": "Budżet <2026>", "name_en": "Budżet <2026>"}
FILE = {"country": "Poland", "language": "pl"}


@pytest.mark.parametrize(("language", "name"), [("ja", "2026年度"), ("en", "Year 2026")])
def test_a_translated_name_is_in_the_language_of_the_page(language, name):
    with override(language):
        assert named(Cycle(**OURS)) == name
        # What a choice of a form shows.
        assert str(Cycle(**OURS)) == name


@pytest.mark.parametrize(
    ("name", "language", "told"),
    [
        ("ワルシャワ 2026", "ja", "ワルシャワ 2026"),
        ("ワルシャワ 2026", "en", '<span lang="ja">ワルシャワ 2026</span>'),
        ("Warsaw 2026", "ja", '<span lang="en">Warsaw 2026</span>'),
    ],
)
def test_a_name_that_was_never_translated_says_which_language_it_is(name, language, told):
    with override(language):
        assert named(Cycle(name_ja=name, name_en=name)) == told


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_vote_from_elsewhere_is_in_the_language_of_its_file(language):
    election = Election(meta=FILE, **POLISH)

    with override(language):
        assert named(election) == '<span lang="pl">Budżet &lt;2026&gt;</span>'


def test_ballots_from_a_file_do_not_change_the_language_of_our_own_vote():
    election = Election(meta=FILE, name_ja="予算の投票", name_en="Vote")

    assert named(election) == "予算の投票"


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "夜の<公園>", '<span lang="ja">夜の&lt;公園&gt;</span>'),
        ("ja", "夜の公園", "夜の公園"),
        ("ja", "A bench", '<span lang="en">A bench</span>'),
        ("en", "1,200", "1,200"),
        ("ja", 1200, "1200"),
    ],
)
def test_a_text_says_its_language_only_where_that_is_not_the_page_s(language, text, told):
    with override(language):
        assert marked(text) == told
