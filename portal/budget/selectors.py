"""What the pages about the budget show."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.budget.apportionment import apportion
from portal.budget.models import BudgetLine, BudgetYear
from portal.budget.names import STEP_NAMES
from portal.budget.states import Side
from portal.budget.tax import Estimate, Household, Step, TaxRules, estimate
from portal.charts.facts import Bar, BarChart
from portal.common.money import yen, yen_short
from portal.registers.models import Area, AreaKind

DAYS = 365
RULES_FILE = Path(__file__).parent / "data/tax_rules.json"


@dataclass(frozen=True)
class Tariff:
    """The rules of the estimate, with what a reader must know of them."""

    rules: TaxRules
    as_written: dict[str, Any]
    as_of: str
    source_ja: str
    source_en: str

    @property
    def source(self) -> str:
        return self.source_en if get_language() == "en" else self.source_ja


@cache
def tariff() -> Tariff:
    data = json.loads(RULES_FILE.read_text(encoding="utf-8"))
    return Tariff(
        TaxRules.from_json(data["rules"]),
        data["rules"],
        data["as_of"],
        data["source_ja"],
        data["source_en"],
    )


@dataclass(frozen=True)
class Spending:
    """One category, and what of a household's tax goes to it: a year and a day, in yen."""

    line: BudgetLine
    percent: Decimal
    per_resident: int | None
    before: int | None
    yearly: int
    daily: int

    @property
    def change(self) -> int | None:
        return None if self.before is None else self.line.amount - self.before


@dataclass(frozen=True)
class MyTax:
    """The estimate and its parts. `daily` is a 365th of the total, rounded down."""

    estimate: Estimate
    daily: int
    spending: list[Spending]

    def steps(self) -> list[tuple[Step, str, str]]:
        """The lines of the calculation: the step, its name, its amount."""
        rules = tariff().rules
        rates = {"social": rules.social_insurance_percent, "rate": rules.rate_percent}
        return [
            (step, str(STEP_NAMES[step]) % rates, yen(amount))
            for step, amount in self.estimate.steps.items()
        ]


def my_tax(household: Household, budget: BudgetYear, before: BudgetYear | None) -> MyTax:
    """What a household pays, shared out over the categories of a budget by their amounts.

    Two queries or three. Parts are whole yen and add up to the total (`apportion`).
    """
    lines = list(budget.lines.top(Side.EXPENDITURE))
    found = estimate(household, tariff().rules)
    weights = [line.amount for line in lines]
    daily = found.total // DAYS
    whole, residents = sum(weights), _residents()
    amounts = (
        dict(before.lines.top(Side.EXPENDITURE).values_list("code", "amount")) if before else {}
    )
    parts = zip(lines, apportion(found.total, weights), apportion(daily, weights), strict=True)
    spending = [
        Spending(
            line=line,
            percent=(Decimal(line.amount * 100) / whole).quantize(Decimal("0.1")),
            per_resident=line.amount // residents if residents else None,
            before=amounts.get(line.code),
            yearly=yearly,
            daily=a_day,
        )
        for line, yearly, a_day in parts
    ]
    return MyTax(found, daily, spending)


def _amounts(budget: BudgetYear | None) -> dict[str, int]:
    """The expenditure of a year by the codes of its categories."""
    lines = budget.lines.top(Side.EXPENDITURE) if budget else BudgetLine.objects.none()
    return dict(lines.values_list("code", "amount"))


def _residents() -> int | None:
    return Area.objects.filter(kind=AreaKind.CITY).values_list("population", flat=True).first()


def earlier_than(budget: BudgetYear, budgets: Sequence[BudgetYear]) -> BudgetYear | None:
    """The latest one of an earlier year and the same state, to compare with."""
    return next((b for b in budgets if b.year < budget.year and b.state == budget.state), None)


def shares(budget: BudgetYear, side: Side) -> list[tuple[BudgetLine, Decimal]]:
    """The categories of one side, each with its percentage of the whole."""
    lines = list(budget.lines.top(side))
    whole = sum(line.amount for line in lines)
    return [(line, (Decimal(line.amount * 100) / whole).quantize(Decimal("0.1"))) for line in lines]


def spending_chart(budget: BudgetYear, before: BudgetYear | None) -> BarChart:
    """Expenditure by category; a mark at each bar says what it was in the earlier year."""
    lines = list(budget.lines.top(Side.EXPENDITURE))
    marks = _amounts(before)
    largest = sorted(lines, key=lambda line: -line.amount)[:3]
    return BarChart(
        title=_("使いみち（%(budget)s）") % {"budget": budget.name},
        description=_("多い順に、%(names)sです。")
        % {"names": _("、").join(f"{line.name} {yen_short(line.amount)}" for line in largest)},
        bars=tuple(
            Bar(
                line.name,
                Decimal(line.amount),
                yen_short(line.amount),
                mark=Decimal(marks[line.code]) if line.code in marks else None,
            )
            for line in lines
        ),
        line_label=_("縦線：%(budget)s") % {"budget": before.name} if marks and before else "",
    )


def over_the_years(code: str) -> list[BudgetLine]:
    """One category of the expenditure in all years, the newest first."""
    return list(
        BudgetLine.objects.filter(side=Side.EXPENDITURE, code=code)
        .select_related("budget")
        .order_by("-budget__year", "-budget__state")
    )
