"""Many proposals, twice as many reports: `python -m benchmarks.in_django benchmarks.finding COUNT`.

Fills the (new) database that the settings name, and prints JSON: of each page its address and how
many statements it asks of a visitor who comes the second time.
"""

import json
from functools import partial

from django.conf import settings
from django.test import Client
from django.utils import timezone

from benchmarks.many_proposals import TEXT, fill, queries
from portal.lifecycle.models import Item, ItemPhase
from portal.lifecycle.phases import Phase
from portal.registers.models import Area, Theme
from portal.search.services import rebuild
from proposals.models import Report

# One report in so many is about the rarer thing.
RARE = 97
PAGES = {
    "list": "/reports/",
    "map": "/reports/?area=12101",
    "search": "/proposals/?q=街灯",
    "search_rare": "/reports/?q=水路",
    "search_words": "/reports/?q=通学路 自転車",
    "search_misspelt": "/reports/?q=はなみがわく 水路",
}


def fill_reports(count: int) -> None:
    cycle_item = Item.objects.select_related("cycle")[0]
    wards, theme = list(Area.objects.wards()), Theme.objects.get(slug="town")
    author = cycle_item.proposal.author
    items = Item.objects.bulk_create(
        Item(cycle=cycle_item.cycle, kind="report", title=f"暗い道 {n}", phase=Phase.DISCOVER)
        for n in range(count)
    )
    ItemPhase.objects.bulk_create(ItemPhase(item=item, phase=item.phase) for item in items)
    Report.objects.bulk_create(
        Report(
            item=item,
            author=author,
            title="水路のさくが低い" if n % RARE == 0 else item.title,
            text=f"{n}番目の報告です。{TEXT[:80]}",
            theme=theme,
            area=wards[n % len(wards)],
            created_at=timezone.now(),
        )
        for n, item in enumerate(items)
    )


def main(count: str) -> None:
    fill(int(count))
    fill_reports(2 * int(count))
    rebuild()
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    visitor, found = Client(), {}
    for name, path in PAGES.items():
        visitor.get(path)
        found[name] = queries(partial(visitor.get, path))
    print(json.dumps({"queries": found, "pages": PAGES}))
