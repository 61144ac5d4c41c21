"""The kinds of item and of event of this stage. All are told along the path."""

from decimal import Decimal

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from portal.common.money import money
from portal.lifecycle.kinds import EventKind, Facts, ItemKind
from portal.lifecycle.phases import Phase
from voting.counting import Reason
from voting.names import REASON_TEXTS, SHARING_REASON_TEXTS, SHARING_RULES


def reason_in_words(rule: str, reason: Reason, short: Decimal | None, currency: str) -> str:
    """Why an option was not funded, with the money that was missing where money was the cause."""
    texts = SHARING_REASON_TEXTS if rule in SHARING_RULES else REASON_TEXTS
    if not short:
        return str(texts[reason])
    missing = gettext("不足額は%(amount)sです。") % {"amount": money(short, currency)}
    return f"{texts[reason]} {missing}"


def _told(facts: Facts) -> dict[str, str]:
    """The cut line and the reason, as far as an event knows of them."""
    parts = []
    if "cut_rank" in facts:
        parts.append(
            gettext("選ばれた中で順位が最も低いものは%(cut_rank)s位（得点%(cut_score)s）でした。")
            % facts
        )
    if "reason" in facts:
        short = Decimal(facts["short"]) if "short" in facts else None
        reason = Reason(facts["reason"])
        parts.append(reason_in_words(facts["rule"], reason, short, facts["currency"]))
    return {"told": (" " if get_language() == "en" else "").join(parts)}


ITEMS = (ItemKind("option", _("投票の選択肢"), "voting:option", Phase.CHOOSE, "voting:elections"),)
EVENTS = tuple(
    EventKind(f"voting.{name}", sentence, along_the_path=True, words=_told)
    for name, sentence in {
        "option_listed": _("「%(title)s」が、投票の選択肢になりました。"),
        "option_withdrawn": _(
            "「%(title)s」を選択肢にしていた投票は、取りやめになりました。理由は投票のページにあります。"
        ),
        "option_ranked": _(
            "「%(title)s」は、優先順位の投票で%(rank)s位でした（%(votes)s票）。次は市が回答します。"
        ),
        "option_funded": _(
            "「%(title)s」は、予算の投票で予算の範囲に入りました"
            "（%(rank)s位、%(votes)s票）。%(told)s次は議会が決めます。"
        ),
        "option_not_funded": _(
            "「%(title)s」は、予算の投票で予算の範囲に入りませんでした（%(rank)s位、%(votes)s票）。"
            "%(told)s次は議会が予算を決めます。あとどれだけで入ったかは、選択肢のページにあります。"
        ),
        "priority_answered": _("優先順位の「%(title)s」に、市が回答しました。"),
        "option_approved": _("「%(title)s」が可決されました。予算額は%(amount)sです。"),
        "option_rejected": _(
            "「%(title)s」は可決されませんでした。理由は選択肢のページにあります。"
        ),
    }.items()
)
EVENTS += (
    EventKind("voting.vote_opened", _("「%(cycle)s」で、投票が始まりました。")),
    EventKind("voting.vote_closed", _("「%(cycle)s」で、投票が終わりました。これから開票します。")),
)
