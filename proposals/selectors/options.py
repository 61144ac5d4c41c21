"""Ways of delivery side by side, as a table and as a chart of the same figures."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from portal.charts.facts import Bar, BarChart
from portal.common.money import yen
from proposals.effects import Range
from proposals.models import DeliveryOption, OnlyWay, Proposal


@dataclass(frozen=True)
class Comparison:
    options: list[DeliveryOption]
    only_way: OnlyWay | None

    @property
    def rows(self) -> list[tuple[str, list[str]]]:
        """Each line of the comparison: its name, and what each option has there."""
        return [
            (_("初年度の費用"), [_money(option.first_year) for option in self.options]),
            (_("うち一度だけ"), [_money(option.once) for option in self.options]),
            (_("うち毎年"), [_money(option.yearly) for option in self.options]),
            (_("満足する人の割合"), [_share(option) for option in self.options]),
            (_("リスク"), [str(option.risk_text.name) for option in self.options]),
            (_("1年に返す時間"), [_hours(option.returned_hours) for option in self.options]),
            (_("返す時間の価値（1年）"), [yen(int(o.returned_yen)) for o in self.options]),
            (_("費用1円あたりの価値"), [_ratio(option.worth) for option in self.options]),
        ]


def comparison_of(proposal: Proposal) -> Comparison:
    """Four queries: the options, their lines, and the reason for one alone."""
    options = proposal.options_of_delivery.prefetch_related("costs", "times")
    return Comparison(list(options), OnlyWay.objects.filter(proposal=proposal).first())


def chart_of(comparison: Comparison) -> BarChart:
    """The cost of each way in the first year, and the worth of the time it gives back in one."""
    bars = []
    for option in comparison.options:
        cost, worth = option.first_year, option.returned_yen
        bars.append(Bar(f"{option.name} {_('費用')}", cost.figure, _money(cost), 0, mark=cost.high))
        # Where more time is taken than before there is nothing to draw; the table says how much.
        shown = max(Decimal(worth), Decimal(0))
        bars.append(Bar(f"{option.name} {_('返す時間の価値')}", shown, yen(int(worth)), 1))
    return BarChart(
        title=_("実施の方法の比較"),
        description=_("実施の方法ごとの初年度の費用と、1年に返す時間の価値。"),
        bars=tuple(bars),
        patterns=(_("初年度の費用"), _("返す時間の価値（1年）")),
        line_label=_("縦の線：多い場合の費用"),
    )


def _money(amount: Range) -> str:
    figure = yen(int(amount.figure))
    if amount.low == amount.high:
        return figure
    return _("%(figure)s（%(low)s から %(high)s）") % {
        "figure": figure,
        "low": yen(int(amount.low)),
        "high": yen(int(amount.high)),
    }


def _share(option: DeliveryOption) -> str:
    if option.satisfaction_low == option.satisfaction_high:
        return f"{option.satisfaction_low}%"
    return f"{option.satisfaction_low}–{option.satisfaction_high}%"


def _hours(hours: Any) -> str:
    return _("%(hours)s時間") % {"hours": f"{hours:,}"}


def _ratio(worth: Range | None) -> str:
    if worth is None:
        return "–"
    if worth.low == worth.high:
        return f"{worth.figure}"
    return f"{worth.figure} ({worth.low}–{worth.high})"
