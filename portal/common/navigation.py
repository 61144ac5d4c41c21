"""The main navigation and the foot of every page: names of addresses, in one table.

This module imports no app: the names belong to the rooms.
"""

from dataclasses import dataclass
from functools import cache

from django.urls import get_urlconf, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from portal.common.languages import unprefixed

Table = tuple[tuple[str, Promise], ...]

MAIN: Table = (
    ("proposals:reports", _("地域の課題")),
    ("proposals:proposals", pgettext_lazy("主なページ", "提案")),
    ("deliberation:threads", _("話し合い")),
    ("voting:elections", _("投票・結果")),
    ("reviews:projects", _("実施と検証")),
    ("evidence:library", _("データ")),
)
# The same order on every page (WCAG 2.2, 3.2.6: help stands in a consistent place).
FOOT: Table = (
    ("help", _("使い方・よくある質問")),
    ("about", _("ともにについて")),
    ("how_it_works", _("10段階の進み方")),
    ("budget:spending", _("市税の使いみち")),
    ("opendata:catalogue", _("オープンデータ")),
    ("notices:feeds", _("フィードとカレンダー")),
    ("accounts:organisations", _("団体")),
    ("lifecycle:cycles", _("すべてのサイクル")),
    ("accessibility", _("ウェブアクセシビリティ方針")),
    ("privacy", _("個人情報の取り扱い")),
    ("terms", _("利用規約")),
)
# Beside the pages on which people look after their account.
ACCOUNT: Table = (
    ("notices:my_page", _("マイページ")),
    ("accounts:edit_profile", _("プロフィール")),
    ("accounts:my_organisations", _("所属する団体")),
    ("account_email", _("メールアドレス")),
    ("account_change_password", _("パスワード")),
    ("mfa_index", _("二段階認証とパスキー")),
    ("usersessions_list", _("ログイン中の端末")),
    ("accounts:my_data", _("自分のデータ")),
    ("account_logout", _("ログアウト")),
)


@dataclass(frozen=True)
class Entry:
    label: str
    url: str
    is_current: bool


def entries(table: Table, *, path: str) -> list[Entry]:
    """The entries of a table for the page at this path; one is current on all pages below it."""
    here = unprefixed(path)
    return [
        Entry(label, url, is_current=here.startswith(unprefixed(url)))
        for label, url in _resolved(table, get_language() or "ja", get_urlconf())
    ]


@cache
def _resolved(table: Table, _language: str, urlconf: str | None) -> list[tuple[str, str]]:
    """Labels and addresses in one language: they are the same for every page."""
    return [(str(label), reverse(name, urlconf=urlconf)) for name, label in table]
