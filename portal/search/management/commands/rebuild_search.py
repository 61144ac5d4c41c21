from typing import Any

from django.core.management.base import BaseCommand

from portal.search.services import rebuild


class Command(BaseCommand):
    help = "Index everything that can be found, from nothing: after an upgrade or a restored copy."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{rebuild()} entries.")
