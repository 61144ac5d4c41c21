"""From the outbox to the inboxes; with real threads and real kills."""

import signal
import threading

import pytest
from django.db import connection, transaction

from portal.lifecycle import lineage
from portal.lifecycle.events import write_event
from portal.lifecycle.models import Event
from portal.notices.models import Notice
from portal.notices.services import deliver_events, delivery, follow, read_notices, tell
from tests.factories.accounts import UserFactory
from tests.factories.lifecycle import CycleFactory
from tests.processes import process


def happen(kind="told", **fields):
    with transaction.atomic():
        return write_event(kind, **fields)


def follower_of(item, **fields):
    user = UserFactory(**fields)
    follow(user=user, item=item)
    return user


def told(event):
    return set(Notice.objects.filter(event=event).values_list("user", flat=True))


@pytest.mark.django_db
class TestWhoIsTold:
    def test_those_who_follow_but_not_who_did_it(self, item):
        author, other, stranger = follower_of(item), follower_of(item), UserFactory()
        event = happen(item=item, actor=author)

        assert deliver_events() == 1

        assert told(event) == {other.pk}
        assert stranger.pk not in told(event)

    def test_an_event_is_delivered_once(self, item):
        follower_of(item)
        happen(item=item)

        assert [deliver_events(), deliver_events()] == [1, 0]
        assert Notice.objects.count() == 1

    def test_those_who_follow_an_earlier_item_where_the_kind_says_so(self, cycle, item):
        later = lineage.place("thing", cycle=cycle, title="街灯")
        latest = lineage.place("thing", cycle=cycle, title="街灯の設置")
        lineage.link(item, later)
        lineage.link(later, latest)
        first, owner = follower_of(item), follower_of(latest)
        follow(user=first, item=latest)

        plain, along = happen(item=later), happen("told_along", item=latest)
        deliver_events()

        assert told(plain) == set()
        # Who follows several items of the path is told once.
        assert told(along) == {first.pk, owner.pk}

    def test_a_draft_is_not_told_along_the_path(self, cycle, item):
        draft = lineage.place("thing", cycle=cycle, title="下書き", is_public=False)
        lineage.link(item, draft)
        follower_of(item)
        writer = follower_of(draft)

        event = happen("told_along", item=draft)
        deliver_events()

        assert told(event) == {writer.pk}

    def test_what_concerns_a_cycle_is_told_to_those_who_follow_anything_in_it(self, cycle, item):
        other = lineage.place("thing", cycle=cycle, title="段差")
        elsewhere = lineage.place("thing", cycle=CycleFactory(), title="遠く")
        someone = follower_of(item)
        follow(user=someone, item=other)
        follower_of(elsewhere)

        event = happen("told_of_cycle", cycle=cycle)
        deliver_events()

        assert told(event) == {someone.pk}

    def test_closed_accounts_are_told_nothing(self, item):
        follower_of(item, is_active=False)
        event = happen(item=item)

        deliver_events()

        assert told(event) == set()

    def test_a_second_comment_waits_until_the_first_was_read_of(self, item):
        reader = follower_of(item)
        happen("told_once", item=item)
        happen("told_once", item=item)
        deliver_events()
        assert Notice.objects.filter(user=reader).count() == 1

        read_notices(user=reader)
        happen("told_once", item=item)
        deliver_events()

        assert Notice.objects.filter(user=reader).count() == 2

    def test_particular_people_are_told_at_once_and_no_one_else(self, item):
        follower_of(item)
        author = UserFactory()

        event = tell([author], "told", item=item)

        assert deliver_events() == 0
        assert told(event) == {author.pk}

    def test_a_kind_that_this_version_does_not_know_is_left_in_the_outbox(self, item):
        follower_of(item)
        event = happen(item=item)
        Event.objects.filter(pk=event.pk).update(kind="of_a_newer_version")

        assert deliver_events() == 0
        assert Event.objects.undelivered().count() == 1

    def test_a_thousand_followers_cost_no_more_statements_than_one(
        self, item, django_assert_max_num_queries
    ):
        for _ in range(40):
            follower_of(item)
        happen(item=item)

        with django_assert_max_num_queries(9):
            deliver_events()

        assert Notice.objects.count() == 40


@pytest.mark.django_db(transaction=True)
class TestManyWorkers:
    def test_two_workers_deliver_each_event_once(self, item):
        people = [follower_of(item) for _ in range(3)]
        events = [happen(item=item) for _ in range(120)]
        start, counts = threading.Barrier(2), []

        def work():
            start.wait(30)
            counts.append(deliver_events())
            connection.close()

        workers = [threading.Thread(target=work) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(60)

        # One may find the rest locked by the other and end; nobody delivers twice.
        assert sum(counts) == len(events)
        assert not Event.objects.undelivered().exists()
        assert Notice.objects.count() == len(events) * len(people)

    def test_what_fails_in_the_middle_leaves_nothing_behind(self, item, monkeypatch):
        follower_of(item)
        happen(item=item)
        last = happen(item=item)
        deliver = delivery._deliver

        def fail_at_the_last(event):
            if event == last:
                raise ZeroDivisionError
            deliver(event)

        with monkeypatch.context() as broken:
            broken.setattr(delivery, "_deliver", fail_at_the_last)
            with pytest.raises(ZeroDivisionError):
                deliver_events()
        assert not Notice.objects.exists()

        assert deliver_events() == 2
        assert Notice.objects.count() == 2

    def test_the_events_of_a_worker_that_is_killed_are_delivered_by_the_next(self, item):
        follower_of(item)
        happen(item=item)
        with process("-c", KILLED_IN_THE_MIDDLE) as worker:
            assert worker.stdout.readline() == "in the middle\n"
            worker.send_signal(signal.SIGKILL)
            assert worker.wait(30) == -signal.SIGKILL

        assert not Notice.objects.exists()
        assert deliver_events() == 1
        assert Notice.objects.count() == 1


# A worker that has written the notices, and is killed before it commits.
KILLED_IN_THE_MIDDLE = """
import os, time, django
os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
django.setup()
from portal.lifecycle.kinds import EventKind, register_events
from portal.notices.models import Notice
from portal.notices.services import delivery
register_events(EventKind("told", "told"))
deliver = delivery._deliver
def wait_in_the_middle(event):
    deliver(event)
    assert Notice.objects.count() == 1
    print("in the middle", flush=True)
    time.sleep(60)
delivery._deliver = wait_in_the_middle
delivery.deliver_events()
"""
