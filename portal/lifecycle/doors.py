"""Where an action is done: what stands on the first page and on a cycle's page as a way in."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from portal.lifecycle.names import Text
from portal.lifecycle.phases import Action


@dataclass(frozen=True)
class Door:
    """The page where residents do an action, in words, and how long it takes them."""

    action: Action
    label: Text
    about: Text
    minutes: int
    icon: str
    url_name: str

    @property
    def url(self) -> str:
        return reverse(self.url_name)


# In the order of the phases; the quickest first.
DOORS: tuple[Door, ...] = (
    Door(
        Action.SUPPORT_ISSUE,
        _("同じ困りごとに賛同する"),
        _("近所の人の報告を読んで、「わたしも」を伝えます。"),
        1,
        "hand",
        "proposals:reports",
    ),
    Door(
        Action.REPORT_ISSUE,
        _("困りごとを知らせる"),
        _("道、公園、暮らしのことを、短い文と場所で知らせます。"),
        2,
        "flag",
        "proposals:report_new",
    ),
    Door(
        Action.SUPPORT_PROPOSAL,
        _("提案を読んで賛同する"),
        _("200文字の要約だけでも読めます。気になったら賛同してください。"),
        2,
        "star",
        "proposals:proposals",
    ),
    Door(
        Action.ASK_REVIEW,
        _("検証会議に質問する"),
        _("事業の成果について、会議で聞きたいことを寄せます。"),
        2,
        "help",
        "reviews:sessions",
    ),
    Door(
        Action.ENDORSE_IMPROVEMENT,
        _("改善策に賛同する"),
        _("検証の結論から出た改善策を読み、よいと思うものに賛同します。"),
        1,
        "sprout",
        "reviews:improvements",
    ),
    Door(
        Action.REQUEST_EVIDENCE,
        _("ほしいデータを求める"),
        _("考えるのに必要なデータを、市に求めます。"),
        2,
        "chart",
        "evidence:request",
    ),
    Door(
        Action.DRAFT_PROPOSAL,
        _("提案を書き始める"),
        _("途中で保存できます。団体や近所の人と一緒に書けます。"),
        10,
        "pencil",
        "proposals:proposal_new",
    ),
)


def doors_to(actions: Iterable[Action]) -> list[Door]:
    """The doors to these actions, each once, the quickest first."""
    wanted = set(actions)
    return sorted(
        (door for door in DOORS if door.action in wanted and _leads_somewhere(door)),
        key=lambda door: door.minutes,
    )


def _leads_somewhere(door: Door) -> bool:
    """Whether this portal has the room that the door leads to."""
    try:
        return bool(door.url)
    except NoReverseMatch:
        return False
