from typing import Any

from django.core.management.base import BaseCommand

from portal.registers.services import load_registers


class Command(BaseCommand):
    help = "Write the areas and themes that ship with the portal (safe to repeat)."

    def handle(self, *args: Any, **options: Any) -> None:
        load_registers()
