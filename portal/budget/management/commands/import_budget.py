from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import override

from portal.budget.services import Heading, import_budget
from portal.budget.states import BudgetState
from portal.common.errors import RuleViolation


class Command(BaseCommand):
    help = "Take the budget figures of a year in from a CSV file, whole or not at all."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--year", type=int, required=True, help="the fiscal year")
        parser.add_argument("--state", choices=list(BudgetState), default=BudgetState.SETTLED)
        parser.add_argument("--source-ja", required=True)
        parser.add_argument("--source-en", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        heading = Heading(
            options["year"],
            BudgetState(options["state"]),
            options["source_ja"],
            options["source_en"],
        )
        with override("en"):
            try:
                content = options["file"].read_bytes()
                budget = import_budget(heading=heading, content=content, actor=None)
            except OSError as error:
                raise CommandError(f"{options['file']}: {error.strerror}") from error
            except RuleViolation as violation:
                raise CommandError(f"{options['file'].name}: {violation.text}") from violation
            self.stdout.write(f"{budget.name}: {budget.lines.count()} lines")
