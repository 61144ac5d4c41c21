"""The two sides of a budget, and what its figures are. Pure: tables."""

from enum import StrEnum


class Side(StrEnum):
    EXPENDITURE = "expenditure"
    REVENUE = "revenue"


class BudgetState(StrEnum):
    """As the assembly decided it before the year, or as the accounts were settled after it."""

    INITIAL = "initial"
    SETTLED = "settled"
