"""A portal with many proposals: `python -m benchmarks.in_django benchmarks.many_proposals COUNT`.

Fills the (new) database that the settings name, counts the queries of the pages in this process,
and prints JSON: the queries, the number of the proposal with 20 comments, and session cookies of
people who may comment on it.
"""

import json
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from deliberation.services import post_contribution
from portal.accounts.models import User
from portal.accounts.services.consent import agree_to_terms
from portal.lifecycle.models import Cycle, Item, ItemPhase
from portal.lifecycle.phases import Phase
from portal.lifecycle.services import create_cycle, open_phase
from portal.registers.models import Area, Theme
from portal.registers.services import load_registers
from proposals.models import Proposal
from proposals.states import ProposalState

COMMENTS = 20
WRITERS = 40
TEXT = (
    "通学路の街灯が少なく、冬の夕方は足元が見えません。歩道の幅も狭く、自転車とすれ違えません。" * 3
)


def fill(count: int) -> tuple[Cycle, list[User], int]:
    """A cycle in DESIGN with so many proposals, and people; the number of the last proposal."""
    call_command("migrate", verbosity=0)
    load_registers()
    area = Area.objects.get(code="12101")
    cycle = create_cycle(slug="many", name_ja="計測", name_en="Measured", area=area, budget=0)
    open_phase(cycle=cycle, phase=Phase.DESIGN, actor=None)
    people = [_person(n) for n in range(WRITERS)]
    now, theme = timezone.now(), Theme.objects.get(slug="town")
    items = Item.objects.bulk_create(
        Item(cycle=cycle, kind="proposal", title=f"通学路を明るくする 第{n}案", phase=Phase.DESIGN)
        for n in range(count)
    )
    ItemPhase.objects.bulk_create(ItemPhase(item=item, phase=item.phase) for item in items)
    Proposal.objects.bulk_create(
        Proposal(
            item=item,
            author=people[n % WRITERS],
            title=item.title,
            summary=TEXT[:150],
            aim=TEXT,
            situation=TEXT,
            gap=TEXT,
            means=TEXT,
            theme=theme,
            area=area,
            state=ProposalState.SUBMITTED,
            submitted_at=now - timedelta(minutes=count - n),
        )
        for n, item in enumerate(items)
    )
    for n in range(COMMENTS):
        post_contribution(item=items[-1], actor=people[n], text=TEXT[: 60 + 4 * n], language="ja")
    return cycle, people, items[-1].pk


def _person(n: int) -> User:
    person = User.objects.create_user(f"measured{n}@example.jp", display_name=f"計測 {n}")
    agree_to_terms(user=person)
    return person


def queries(deed: Callable[[], Any]) -> int:
    """How many statements a request sends, begin and commit left aside."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        answer = deed()
    assert answer.status_code in {200, 302}, answer.status_code
    control = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
    return sum(not query["sql"].startswith(control) for query in captured.captured_queries)


def counted(people: list[User], number: int) -> dict[str, int]:
    """Statements of each page, for a visitor who comes the second time, and of a comment."""
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    visitor, writer = Client(), Client()
    writer.force_login(people[0])
    pages = {"list": "/proposals/", "detail": f"/proposals/{number}/"}
    for path in pages.values():
        visitor.get(path)
    post = f"/discussions/{number}/post/"
    writer.post(post, {"text": "はじめの一言です。", "language": "ja"})
    found = {name: queries(partial(visitor.get, path)) for name, path in pages.items()}
    found["comment"] = queries(
        partial(writer.post, post, {"text": "次の一言です。", "language": "ja"})
    )
    return found


def main(count: str) -> None:
    _, people, number = fill(int(count))
    sessions = []
    for person in people:
        client = Client()
        client.force_login(person)
        sessions.append(client.cookies[settings.SESSION_COOKIE_NAME].value)
    print(json.dumps({"queries": counted(people, number), "number": number, "sessions": sessions}))
