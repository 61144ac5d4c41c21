"""The invented people whom a visitor of the demo may be, one a role."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# .invalid is reserved (RFC 2606): nobody can ever receive mail there, and no account of a real
# person ends in it.
MAIL_DOMAIN = "demo.invalid"


def email_of(key: str) -> str:
    return f"{key}@{MAIL_DOMAIN}"


@dataclass(frozen=True)
class Seat:
    """One button of the demo sign-in: the key of a person in data/people.json, and their part."""

    key: str
    part: Promise | str
    name: str


SEATS: tuple[Seat, ...] = (
    Seat("tanabe", _("住民"), "田辺 美和"),
    Seat("nguyen", _("住民（英語）"), "Nguyen Thi Lan"),
    Seat("nakane", _("NPO法人の代表"), "中根 彩"),
    Seat("minegishi", _("地域運営委員会の代表"), "峰岸 正雄"),
    Seat("road_officer", _("担当課職員"), "道路保全課 担当 立花"),
    Seat("ward_officer", _("区役所職員"), "花見川区役所 猪俣"),
    Seat("facilitator", _("進行役"), "進行役 九重"),
    Seat("moderator", _("投稿管理者"), "投稿管理 伊庭"),
    Seat("mayor", _("市長室"), "市長室 担当 神尾"),
    Seat("analyst", _("分析担当"), "分析担当 不破"),
    Seat("panel", _("検証パネル委員"), "検証パネル 梶谷"),
    Seat("clerk", _("窓口担当"), "美浜区役所 窓口 篠崎"),
    Seat("registrar", _("名簿管理者"), "名簿管理者 榎本"),
    Seat("trustee_lawyer", _("鍵の管理者"), "弁護士会 瀬尾"),
    Seat("auditor", _("監査人"), "監査人 土岐"),
    Seat("administrator", _("システム管理者"), "運営担当 朝比奈"),
)
SEAT_OF_KEY = {seat.key: seat for seat in SEATS}
