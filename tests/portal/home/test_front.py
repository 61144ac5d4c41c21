"""The first page: what is open, what takes two minutes, what became of what was said."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from portal.accounts.roles import Role
from portal.home.selectors import NEWS_OF_A_GROUP, OUTCOME_GROUPS
from portal.lifecycle import kinds, lineage
from portal.lifecycle.doors import DOORS
from portal.lifecycle.events import write_event
from portal.lifecycle.phases import WHO_MAY, Phase
from tests.factories.accounts import UserFactory
from tests.factories.lifecycle import CycleFactory, cycle_in

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("language", ["ja", "en"])


def tell(kind, item, **facts):
    with transaction.atomic():
        return write_event(kind, item=item, **facts)


@BOTH
def test_an_empty_portal_says_so_and_shows_a_way_on(client, language):
    with override(language):
        answer = client.get(reverse("home"))
        assert reverse("lifecycle:cycles") in answer.content.decode()
    assert answer.status_code == 200


@BOTH
def test_what_is_open_stands_there_with_its_end(client, language):
    cycle = cycle_in(Phase.DESIGN, name_ja="花見川区のサイクル", name_en="Hanamigawa cycle")
    end = timezone.now() + timedelta(days=400)
    cycle.phases.filter(phase=Phase.DESIGN).update(closes_at=end)
    cycle_in(closed=Phase, name_ja="昔", name_en="Past")
    CycleFactory(source="pabulib")
    with override(language):
        answer = client.get(reverse("home"))
    page = answer.content.decode()
    assert [card.cycle for card in answer.context["cards"]] == [cycle]
    assert ("花見川区のサイクル" if language == "ja" else "Hanamigawa cycle") in page
    assert str(timezone.localtime(end).year) in page


def test_every_door_leads_to_a_page_and_to_what_residents_may_do():
    for door in DOORS:
        assert door.url
        assert WHO_MAY[door.action] == {Role.RESIDENT}


def test_a_door_stands_open_only_while_its_action_is(client):
    cycle_in(Phase.EXECUTE)
    assert client.get(reverse("home")).context["doors"] == []
    cycle_in(Phase.DISCOVER)
    doors = client.get(reverse("home")).context["doors"]
    assert {door.action for door in doors} == {"report_issue", "support_issue"}


def test_every_outcome_is_an_event_that_some_room_writes():
    for group in OUTCOME_GROUPS:
        for name in group.outcomes:
            assert kinds.event_kind(name).name == name


def test_outcomes_stand_newest_first_and_hide_what_is_not_public(client):
    cycle = cycle_in(Phase.DISCOVER)
    shown = [lineage.place("report", cycle=cycle, title=f"報告{n}") for n in range(5)]
    for item in shown:
        tell("proposals.report_done", item)
    tell("proposals.report_done", lineage.place("report", cycle=cycle, title="x", is_public=False))
    loaded = CycleFactory(source="pabulib")
    tell("proposals.report_done", lineage.place("report", cycle=loaded, title="よそ"))
    tell("proposals.report_looked_at", shown[0])
    (group,) = client.get(reverse("home")).context["groups"]
    assert [news.event.item for news in group.news] == shown[::-1][:NEWS_OF_A_GROUP]


@pytest.mark.parametrize("many", [1, 20])
def test_the_first_page_asks_at_most_eight_times(client, django_assert_max_num_queries, many):
    for _ in range(many):
        cycle = cycle_in(Phase.DISCOVER)
        item = lineage.place("report", cycle=cycle, title="報告")
        for group in OUTCOME_GROUPS:
            tell(next(iter(group.outcomes)), item)
    with django_assert_max_num_queries(6):
        client.get(reverse("home"))
    client.force_login(UserFactory())
    client.get(reverse("home"))
    with django_assert_max_num_queries(8):
        client.get(reverse("home"))
