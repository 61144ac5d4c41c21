"""What the first page tells: what is open, what takes two minutes, what became of what was said."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from portal.lifecycle.doors import Door, doors_to
from portal.lifecycle.models import Event, Item
from portal.lifecycle.names import Text
from portal.lifecycle.phases import OPEN_ACTIONS, Phase
from portal.lifecycle.selectors import CycleCard

QUICK_MINUTES = 2
NEWS_OF_A_GROUP = 3


@dataclass(frozen=True)
class Outcome:
    """How a kind of event is told on the first page: a few words with a chip's tone."""

    words: Text
    tone: str


@dataclass(frozen=True)
class OutcomeGroup:
    title: Text
    icon: str
    outcomes: dict[str, Outcome]


OUTCOME_GROUPS: tuple[OutcomeGroup, ...] = (
    OutcomeGroup(
        _("お答えしました"),
        "comment",
        {
            "proposals.report_done": Outcome(_("対応が済みました"), "success"),
            "proposals.report_passed_on": Outcome(_("ほかの機関に引き継ぎました"), "info"),
            "proposals.report_cannot_do": Outcome(_("できない理由をお答えしました"), "muted"),
            "proposals.proposal_declined": Outcome(_("不採択の理由をお答えしました"), "muted"),
        },
    ),
    OutcomeGroup(
        _("決まりました"),
        "vote",
        {
            "voting.option_approved": Outcome(_("予算がつきました"), "success"),
            "voting.option_rejected": Outcome(_("可決されませんでした"), "muted"),
            "voting.option_funded": Outcome(_("投票で選ばれました"), "info"),
            "voting.priority_answered": Outcome(_("市が優先順位に回答しました"), "info"),
        },
    ),
    OutcomeGroup(
        _("確かめました"),
        "chart",
        {
            "reviews.verdict_given": Outcome(_("検証の結論が出ました"), "success"),
            "reviews.commitment_settled": Outcome(_("約束が果たされました"), "success"),
            "reviews.project_finished": Outcome(_("事業が完了しました"), "success"),
            "reviews.project_stopped": Outcome(_("事業が中止になりました"), "muted"),
        },
    ),
)


@dataclass(frozen=True)
class News:
    event: Event
    outcome: Outcome


@dataclass(frozen=True)
class NewsGroup:
    title: Text
    icon: str
    news: list[News]


def latest_news() -> list[NewsGroup]:
    """The newest public outcomes, a few of each group. One query a group."""
    return [
        NewsGroup(group.title, group.icon, news)
        for group in OUTCOME_GROUPS
        if (news := _news_of(group))
    ]


def _news_of(group: OutcomeGroup) -> list[News]:
    events = (
        Event.objects.filter(kind__in=group.outcomes, item__is_public=True)
        .filter(cycle__source="")
        .select_related("item", "cycle", "organisation")
        .order_by("-id")
    )
    return [News(event, group.outcomes[event.kind]) for event in events[:NEWS_OF_A_GROUP]]


def quick_doors(cards: list[CycleCard]) -> list[Door]:
    """What can be done within two minutes in some open phase of these cycles."""
    open_phases = {Phase(step.number) for card in cards for step in card.open_steps}
    actions = {action for phase in open_phases for action in OPEN_ACTIONS[phase]}
    return [door for door in doors_to(actions) if door.minutes <= QUICK_MINUTES]


def counts_of_the_city() -> dict[str, int]:
    """How many public items of each kind the city's own cycles hold. One query."""
    return dict(
        Item.objects.public()
        .filter(cycle__source="")
        .values_list("kind")
        .annotate(count=Count("id"))
        .order_by("kind")
    )
