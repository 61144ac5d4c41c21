from datetime import timedelta

import pytest
from django.utils import timezone

from portal.notices import record, waiting
from portal.notices.models import Follow
from portal.notices.record import Said, record_of, register_record
from portal.notices.services import follow, unfollow
from portal.notices.waiting import Waiting, register_tasks, tasks_for
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def told(*lines):
    """As a room registers it: what it says to everyone, without a query."""
    return lambda *_: list(lines)


def test_following_twice_is_following_once(item):
    resident = UserFactory()

    follow(user=resident, item=item)
    follow(user=resident, item=item)

    assert Follow.objects.get(user=resident).item == item


def test_following_no_longer_leaves_the_others(item):
    resident, other = UserFactory(), UserFactory()
    follow(user=resident, item=item)
    follow(user=other, item=item)

    unfollow(user=resident, item=item)
    unfollow(user=resident, item=item)

    assert Follow.objects.get(item=item).user == other


def test_what_is_due_first_waits_at_the_top(monkeypatch):
    monkeypatch.setattr(waiting, "_tasks", [])
    now = timezone.now()
    register_tasks(told(Waiting("いつでも", "/a/"), Waiting("明日", "/b/", now)))
    register_tasks(told(Waiting("昨日", "/c/", now - timedelta(days=1))))

    assert [task.text for task in tasks_for(UserFactory())] == ["昨日", "明日", "いつでも"]


def test_a_function_registered_twice_is_asked_once(monkeypatch):
    monkeypatch.setattr(waiting, "_tasks", [])

    tasks = told(Waiting("一度だけ", "/a/"))
    register_tasks(tasks)
    register_tasks(tasks)

    assert len(tasks_for(UserFactory())) == 1


def test_the_record_has_what_was_said_last_on_top(monkeypatch, item):
    monkeypatch.setattr(record, "_records", [])
    now = timezone.now()
    register_record(told(Said("報告しました", item, now - timedelta(days=1))))
    register_record(told(Said("賛同しました", item, now)))

    assert [said.deed for said in record_of(UserFactory())] == ["賛同しました", "報告しました"]
