"""Much that is open: `python -m benchmarks.in_django benchmarks.open_city ROWS FOLLOWERS`.

Fills the (new) database that the settings name with reports and with followers of one of them,
writes all reports as CSV, sends a digest to every follower, and prints JSON: how long each took,
and how much memory the export took beside what was there before it.
"""

import json
import resource
import time
from typing import Any

from django.conf import settings
from django.db import transaction

from benchmarks.many_proposals import fill
from portal.accounts.models import User
from portal.lifecycle.events import write_event
from portal.lifecycle.models import Item
from portal.lifecycle.phases import Phase
from portal.notices.frequencies import Frequency
from portal.notices.models import Follow, Subscription
from portal.notices.services import deliver_events
from portal.notices.services.digests import send_digests
from portal.opendata.selectors.files import csv_of
from portal.opendata.tables import table_named
from portal.registers.models import Area, Theme
from proposals.models import Report

AT_ONCE = 5_000
TEXT = "通学路の街灯が少なく、冬の夕方は足元が見えません。"


def main(rows: str, followers: str) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    cycle, people, _number = fill(1)
    area, theme = Area.objects.get(code="12101"), Theme.objects.get(slug="town")
    for start in range(0, int(rows), AT_ONCE):
        items = Item.objects.bulk_create(
            Item(cycle=cycle, kind="report", title=f"暗い道 {n}", phase=Phase.DISCOVER)
            for n in range(start, min(start + AT_ONCE, int(rows)))
        )
        Report.objects.bulk_create(
            Report(item=item, author=people[0], title=item.title, text=TEXT, theme=theme, area=area)
            for item in items
        )
    print(json.dumps({**_export(int(rows)), **_digest(items[-1], int(followers))}))


def _export(rows: int) -> dict[str, Any]:
    table = table_named("reports")
    assert table
    before = _peak_mb()
    began, size = time.perf_counter(), 0
    for piece in csv_of(table, table.rows().order_by("pk")):
        size += len(piece)
    took = time.perf_counter() - began
    return {"export_rate": rows / took, "export_mb": _peak_mb() - before, "letters": size}


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _digest(item: Item, followers: int) -> dict[str, float]:
    people = User.objects.bulk_create(
        User(email=f"follower{n}@example.jp", display_name=f"人{n}") for n in range(followers)
    )
    Follow.objects.bulk_create(Follow(user=person, item=item) for person in people)
    now = item.created_at
    Subscription.objects.bulk_create(
        Subscription(user=person, frequency=Frequency.AT_ONCE, since=now, next_at=now)
        for person in people
    )
    with transaction.atomic():
        write_event("lifecycle.phase_closed", cycle=item.cycle, phase=int(Phase.DISCOVER))
    deliver_events()
    began = time.perf_counter()
    sent = send_digests()
    took = time.perf_counter() - began
    assert sent == followers, f"{sent} of {followers} digests were sent"
    return {"digest_seconds": took}
