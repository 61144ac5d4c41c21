"""Removes the personal data whose time is over; run it daily."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.accounts.services.purging import purge_personal_data


class Command(BaseCommand):
    help = "Remove personal data that is due by the retention table, and say how much."

    def handle(self, *args: Any, **options: Any) -> None:
        for name, count in purge_personal_data(now=timezone.now()).items():
            self.stdout.write(f"{name}: {count}")
