"""The city's budgets by year, and the simulator in which people balance one."""

from portal.budget.models.simulator import Simulator, SimulatorLine, SimulatorStep, Submission
from portal.budget.models.years import BudgetLine, BudgetLineQuerySet, BudgetYear, ServiceCost

__all__ = [
    "BudgetLine",
    "BudgetLineQuerySet",
    "BudgetYear",
    "ServiceCost",
    "Simulator",
    "SimulatorLine",
    "SimulatorStep",
    "Submission",
]
