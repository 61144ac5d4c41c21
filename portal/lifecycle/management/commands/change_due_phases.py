from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.lifecycle.services import change_due_phases


class Command(BaseCommand):
    help = "Open and close the phases whose time has come (safe to run in several places)."

    def handle(self, *args: Any, **options: Any) -> None:
        for change in change_due_phases(now=timezone.now()):
            self.stdout.write(f"{change.cycle_slug}: {change.phase.name} is {change.to_state} now")
