from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from portal.demo.services import demo_city_is_there, empty_everything, fill_demo_city


class Command(BaseCommand):
    help = "Fill the demo city, once. With --fresh, remove everything first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--fresh", action="store_true", help="remove everything first")
        parser.add_argument("--no-input", action="store_true", help="do not ask before removing")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo city is for demos: set DEMO=1.")
        if options["fresh"]:
            self._empty(sure=options["no_input"])
        elif demo_city_is_there():
            self.stdout.write("The demo city is there already (--fresh makes it anew).")
            return
        self.stdout.write("Filling the demo city …")
        fill_demo_city(today=timezone.localdate())
        self.stdout.write("The demo city is there.")

    def _empty(self, *, sure: bool) -> None:
        question = "This removes everything in the database of the demo. Type yes to go on: "
        if not sure and input(question) != "yes":
            raise CommandError("Nothing was removed.")
        empty_everything()
