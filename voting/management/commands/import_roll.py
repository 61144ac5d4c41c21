from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import override

from portal.common.errors import RuleViolation
from voting.management.progress import Progress, WatchedFile
from voting.models import Election, Roll
from voting.services.rolls import import_roll


class Command(BaseCommand):
    help = (
        "Take in the electoral roll of a vote from a CSV file in UTF-8, in place of one it had. "
        "Faults are told by line; a faulty file changes nothing. Columns: docs/roll.md."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--election", type=int, required=True, help="the number of the vote")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        with override("en"):
            try:
                roll = self._import(path, options["election"])
            except OSError as error:
                raise CommandError(f"{path}: {error.strerror}") from error
            except Election.DoesNotExist as error:
                raise CommandError(f"There is no vote {options['election']}.") from error
            except RuleViolation as violation:
                raise CommandError(f"{path.name}: {violation.text}") from violation
            self.stdout.write(f"{roll.election.name}: {roll.size:,} people on the roll.")

    def _import(self, path: Path, number: int) -> Roll:
        election = Election.objects.select_related("cycle__area__parent").get(pk=number)
        told = Progress(self.stdout).stage("Taking in", "bytes")
        with WatchedFile(path.open("rb", buffering=0), told) as file:
            return import_roll(election=election, lines=file)
