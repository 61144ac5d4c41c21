from typing import Any

from django.core.management.base import BaseCommand, CommandError

from voting.models import Result
from voting.selectors.agreement import recount


class Command(BaseCommand):
    help = (
        "Count every counted election anew from its stored ballots, and compare result and "
        "explanation."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        differing = 0
        for result in (
            Result.objects.select_related("election__cycle", "explanation")
            .order_by("id")
            .iterator()
        ):
            found = recount(result)
            differing += bool(found)
            said = f"DIFFERS in {', '.join(found)}" if found else "equal"
            self.stdout.write(f"{result.election_id} {result.election.name_ja}: {said}")
        if differing:
            raise CommandError(f"{differing} results differ from what their ballots give.")
