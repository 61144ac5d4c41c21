from typing import Any

from django.core.management.base import BaseCommand

from portal.budget.services import load_budgets


class Command(BaseCommand):
    help = "Take in the budget years that ship with the portal (safe to repeat)."

    def handle(self, *args: Any, **options: Any) -> None:
        load_budgets()
