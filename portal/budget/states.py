"""The two sides of a budget, and what its figures are. Pure: tables."""

from enum import StrEnum


class Side(StrEnum):
    EXPENDITURE = "expenditure"
    REVENUE = "revenue"


class BudgetState(StrEnum):
    """As the assembly decided it before the year, or as the accounts were settled after it."""

    INITIAL = "initial"
    SETTLED = "settled"


class SimulatorState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class Channel(StrEnum):
    """How a submission came: from the web, or entered by staff at an event."""

    WEB = "web"
    OUTREACH = "outreach"


class AgeBand(StrEnum):
    UNDER_20 = "under_20"
    FROM_20 = "from_20"
    FROM_40 = "from_40"
    FROM_60 = "from_60"
    FROM_75 = "from_75"
