"""Deeds of the city's budget."""

from portal.budget.services.importing import Heading, import_budget, load_budgets

__all__ = ["Heading", "import_budget", "load_budgets"]
