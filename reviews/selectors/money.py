"""A project's money as a page shows it: by kind and source, with its sums and its warnings."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from portal.charts.facts import MoneyBar, MoneyChart
from portal.common.money import money
from reviews.models import MoneyLine, Project
from reviews.money import Totals, totals
from reviews.names import MONEY_KIND_NAMES, MONEY_SOURCE_NAMES
from reviews.states import MoneyKind


@dataclass(frozen=True)
class MoneyPage:
    """The ledger of a project and what it adds up to, in words of its currency."""

    lines: list[MoneyLine]
    totals: Totals
    currency: str

    @property
    def headings(self) -> list[str]:
        return [_("財源"), *(str(name) for name in MONEY_KIND_NAMES.values())]

    @property
    def rows(self) -> list[list[str]]:
        """A row for each source that gives anything, and the sums."""
        by_source = [
            [
                str(MONEY_SOURCE_NAMES[source]),
                *(self._text(self.totals.at(k, source)) for k in MoneyKind),
            ]
            for source in self.totals.sources()
        ]
        return [*by_source, [_("合計"), *(self.total(kind) for kind in MoneyKind)]]

    @property
    def number_columns(self) -> list[int]:
        return list(range(1, len(self.headings)))

    @property
    def warnings(self) -> list[str]:
        """What exceeds the plan, by how much."""
        return [
            _("「%(kind)s」の額が、計画を%(excess)s上回っています。")
            % {"kind": MONEY_KIND_NAMES[kind], "excess": self._text(self.totals.excess(kind))}
            for kind in self.totals.over_plan()
        ]

    @property
    def summary(self) -> str:
        return _("計画%(planned)sのうち、契約済み%(committed)s、支出済み%(spent)sです。") % {
            kind.value: self.total(kind) for kind in MoneyKind
        }

    def total(self, kind: MoneyKind) -> str:
        return self._text(self.totals.of(kind))

    def _text(self, amount: Decimal) -> str:
        return money(amount, self.currency)


def money_of(project: Project, ledger: Iterable[MoneyLine]) -> MoneyPage:
    """What the lines of the project's ledger say."""
    lines = list(ledger)
    summed = totals((line.kind, line.source, line.amount) for line in lines)
    return MoneyPage(lines, summed, project.item.cycle.currency)


def money_chart(project: Project, page: MoneyPage) -> MoneyChart:
    over = page.totals.over_plan()
    sources = page.totals.sources()
    return MoneyChart(
        title=_("「%(project)s」のお金") % {"project": project.item.title},
        description=" ".join([page.summary, *page.warnings]),
        sources=tuple(str(MONEY_SOURCE_NAMES[source]) for source in sources),
        bars=tuple(
            MoneyBar(
                label=str(MONEY_KIND_NAMES[kind]),
                # A source that gave back more than a kind holds has no length.
                parts=tuple(max(Decimal(0), page.totals.at(kind, s)) for s in sources),
                total=page.total(kind) + (_("（計画を超過）") if kind in over else ""),
            )
            for kind in MoneyKind
        ),
        plan_label=_("破線：計画の額"),
    )
