"""An estimate of the municipal resident tax (市民税) on a salary. Pure; amounts in whole yen.

Rates and deductions are data (`data/tax_rules.json`) with a source and a date. The order of the
steps is that of 地方税法: 第314条の2 (deductions), 第314条の3 (rate), 第314条の6 (adjustment),
第310条 (per head), 第295条 and 附則第3条の3 (who pays nothing); the deduction from a salary is that
of 所得税法 第28条, without the steps of 4,000 yen in which its table rounds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

MOST_INCOME = 100_000_000
MOST_DEPENDANTS = 10
TAXABLE_UNIT = 1_000
LEVY_UNIT = 100


class Step(StrEnum):
    """The lines of the calculation, in the order in which they are shown."""

    INCOME = "income"
    SALARY_DEDUCTION = "salary_deduction"
    SOCIAL_INSURANCE = "social_insurance"
    BASIC = "basic"
    SPOUSE = "spouse"
    DEPENDANTS = "dependants"
    TAXABLE = "taxable"
    ADJUSTMENT = "adjustment"
    LEVY = "levy"
    PER_HEAD = "per_head"
    TOTAL = "total"


@dataclass(frozen=True)
class Band:
    """Of a salary up to `up_to` (None: without end), `percent` of it and `plus` are deducted."""

    up_to: int | None
    percent: int
    plus: int


@dataclass(frozen=True)
class Household:
    """`income`: salary before tax, a year. `dependants`: relatives of 16 or older, but a spouse."""

    income: int
    spouse: bool = False
    dependants: int = 0

    @property
    def supported(self) -> int:
        return self.dependants + self.spouse


@dataclass(frozen=True)
class TaxRules:
    """Those of one fiscal year of the tax, for one city."""

    year: int
    bands: tuple[Band, ...]
    social_insurance_percent: int
    basic: int
    spouse: int
    dependant: int
    rate_percent: int
    per_head: int
    adjustment_percent: int
    adjustment_difference: int
    adjustment_limit: int
    exempt_each: int
    exempt_plus: int
    exempt_plus_with_family: int
    levy_exempt_plus_with_family: int

    @classmethod
    def from_json(cls, rules: Mapping[str, Any]) -> Self:
        return cls(**{**rules, "bands": tuple(Band(**band) for band in rules["bands"])})


@dataclass(frozen=True)
class Estimate:
    """`steps` holds every line of the calculation; what is deducted is below zero."""

    total: int
    steps: dict[Step, int]


def estimate(household: Household, rules: TaxRules) -> Estimate:
    """What the city receives of this household in a year.

    `household.income` is 0 to MOST_INCOME, `dependants` 0 to MOST_DEPENDANTS.
    """
    deducted = _salary_deduction(household.income, rules)
    earned = household.income - deducted
    steps = {
        Step.INCOME: household.income,
        Step.SALARY_DEDUCTION: -deducted,
        Step.SOCIAL_INSURANCE: -(household.income * rules.social_insurance_percent // 100),
        Step.BASIC: -rules.basic,
        Step.SPOUSE: -rules.spouse * household.spouse,
        Step.DEPENDANTS: -rules.dependant * household.dependants,
    }
    taxable = max(0, sum(steps.values())) // TAXABLE_UNIT * TAXABLE_UNIT
    per_head = rules.per_head
    levy, adjustment = _levy(taxable, household, rules)
    if earned <= _exempt_up_to(household, rules, rules.levy_exempt_plus_with_family):
        levy, adjustment = 0, 0
    if earned <= _exempt_up_to(household, rules, rules.exempt_plus_with_family):
        per_head = 0
    steps |= {
        Step.TAXABLE: taxable,
        Step.ADJUSTMENT: -adjustment,
        Step.LEVY: levy,
        Step.PER_HEAD: per_head,
        Step.TOTAL: levy + per_head,
    }
    return Estimate(levy + per_head, steps)


def _salary_deduction(income: int, rules: TaxRules) -> int:
    band = next(b for b in rules.bands if b.up_to is None or income <= b.up_to)
    return min(income, income * band.percent // 100 + band.plus)


def _exempt_up_to(household: Household, rules: TaxRules, plus_with_family: int) -> int:
    """Of what was earned after the deduction from the salary; up to it nothing is paid."""
    family = plus_with_family if household.supported else 0
    return rules.exempt_each * (1 + household.supported) + rules.exempt_plus + family


def _levy(taxable: int, household: Household, rules: TaxRules) -> tuple[int, int]:
    """The levy on income, and the adjustment that it is already less by."""
    gross = taxable * rules.rate_percent // 100
    difference = rules.adjustment_difference * (1 + household.supported)
    if taxable <= rules.adjustment_limit:
        base = min(difference, taxable)
    else:
        base = max(difference - (taxable - rules.adjustment_limit), rules.adjustment_difference)
    adjustment = min(gross, base * rules.adjustment_percent // 100)
    return (gross - adjustment) // LEVY_UNIT * LEVY_UNIT, adjustment
