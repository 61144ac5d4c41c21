"""Mail for those who asked for it: when, in which words, once, and a way out without sign-in."""

import signal
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.lifecycle.events import write_event
from portal.lifecycle.models import Event
from portal.notices.adapters import EmailAdapter, NotTaken
from portal.notices.frequencies import Frequency, is_quiet, next_time
from portal.notices.grouping import Belongs
from portal.notices.models import GroupFollow, Mail, Notice, Subscription
from portal.notices.names import Why
from portal.notices.services import deliver_events, follow, read_notices
from portal.notices.services.digests import send_digests
from portal.notices.services.subscribing import (
    Wanted,
    follow_groups,
    follow_organisation,
    subscribe,
)
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.registers import AreaFactory, ThemeFactory
from tests.mailbox import mailbox
from tests.processes import process

TOKYO = ZoneInfo("Asia/Tokyo")
# A Monday.
NOON = datetime(2026, 11, 30, 12, tzinfo=TOKYO)
SEND = (
    "import django; django.setup();"
    "from portal.notices.services.digests import send_digests; send_digests()"
)


def happen(item, kind="told", **fields):
    with transaction.atomic():
        write_event(kind, item=item, **fields)
    deliver_events()


def reader_of(item, frequency=Frequency.AT_ONCE, **fields):
    wanted = {name: fields.pop(name, None) for name in ("quiet_from", "quiet_until")}
    user = UserFactory(**fields)
    follow(user=user, item=item)
    subscribe(user=user, wanted=Wanted(frequency, **wanted))
    return user


@pytest.mark.parametrize(
    ("frequency", "now", "due"),
    [
        (Frequency.NEVER, NOON, None),
        (Frequency.AT_ONCE, NOON, NOON),
        (Frequency.DAILY, NOON, datetime(2026, 12, 1, 8, tzinfo=TOKYO)),
        (Frequency.DAILY, NOON.replace(hour=7), NOON.replace(hour=8)),
        (Frequency.WEEKLY, NOON, datetime(2026, 12, 7, 8, tzinfo=TOKYO)),
        (Frequency.WEEKLY, NOON.replace(hour=7), NOON.replace(hour=8)),
        (Frequency.WEEKLY, NOON + timedelta(days=3), datetime(2026, 12, 7, 8, tzinfo=TOKYO)),
    ],
)
def test_when_the_next_digest_is_due(frequency, now, due):
    assert next_time(frequency, now) == due


def test_quiet_hours_may_go_over_midnight():
    night = [hour for hour in range(24) if is_quiet(hour, 22, 7)]
    assert night == [0, 1, 2, 3, 4, 5, 6, 22, 23]
    assert [hour for hour in range(24) if is_quiet(hour, 9, 11)] == [9, 10]
    assert not any(is_quiet(hour, None, None) or is_quiet(hour, 5, 5) for hour in range(24))


@pytest.mark.django_db
class TestWhoGetsMail:
    def test_nobody_who_did_not_ask_for_it(self, item):
        follow(user=UserFactory(), item=item)
        happen(item)

        assert send_digests() == 0
        assert Notice.objects.count() == 1

    def test_at_once_in_the_readers_language_with_what_happened_and_why(self, item):
        reader_of(item, language="en")
        reader_of(item)
        happen(item)

        assert send_digests() == 2

        english, japanese = sorted(sent.body for sent in mail.outbox)
        assert "because you follow it" in english.lower()
        assert "これをフォローしているため" in japanese
        assert "「暗い道」に動きがありました。" in japanese
        assert f"/path/{item.pk}/" in japanese
        assert send_digests() == 0

    def test_a_day_in_one_mail_at_eight(self, item):
        with time_machine.travel(NOON, tick=False):
            reader_of(item, Frequency.DAILY)
            happen(item)
            happen(item)
            assert send_digests() == 0
        with time_machine.travel(NOON + timedelta(hours=21), tick=False):
            assert send_digests() == 1
            assert send_digests() == 0

        assert mail.outbox[0].body.count("「暗い道」") == 2

    def test_nothing_in_quiet_hours_and_what_waited_after_them(self, item):
        with time_machine.travel(NOON.replace(hour=23), tick=False):
            reader_of(item, quiet_from=22, quiet_until=7)
            happen(item)
            assert send_digests() == 0
        with time_machine.travel(NOON + timedelta(hours=19), tick=False):
            assert send_digests() == 1

    def test_not_of_what_was_read_or_told_before_it_was_asked_for(self, item):
        early = UserFactory()
        follow(user=early, item=item)
        happen(item)
        subscribe(user=early, wanted=Wanted(Frequency.AT_ONCE))
        reader = reader_of(item)
        happen(item)
        read_notices(user=reader)

        assert send_digests() == 1
        assert mail.outbox[0].to == [early.email]
        assert mail.outbox[0].body.count("「暗い道」") == 1

    def test_a_mail_that_was_not_taken_is_tried_again(self, item, monkeypatch):
        reader_of(item)
        happen(item)
        with monkeypatch.context() as patched:
            patched.setattr(EmailAdapter, "send", _refuses)
            assert send_digests() == 0
        Mail.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))

        assert send_digests() == 1


def _refuses(_self, _message):
    raise NotTaken("SMTPServerDisconnected")


@pytest.mark.django_db
class TestTheWayOut:
    def link(self, item):
        reader = reader_of(item)
        happen(item)
        send_digests()
        sent = mail.outbox[-1]
        assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        address = sent.extra_headers["List-Unsubscribe"].strip("<>")
        return reader, "/" + address.partition("://")[2].partition("/")[2]

    def test_a_mailbox_ends_it_by_one_post_without_session_or_token(self, item):
        reader, link = self.link(item)
        strict = Client(enforce_csrf_checks=True)

        answer = strict.post(link, {"List-Unsubscribe": "One-Click"})

        assert answer.status_code == 200
        assert Subscription.objects.get(user=reader).frequency == Frequency.NEVER
        happen(item)
        assert send_digests() == 0
        assert strict.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200

    def test_looking_at_the_link_ends_nothing(self, item):
        reader, link = self.link(item)

        assert Client().get(link).status_code == 200
        assert Subscription.objects.get(user=reader).frequency == Frequency.AT_ONCE

    def test_a_changed_link_is_not_found(self, item):
        _reader, link = self.link(item)

        assert Client().post(link[:-3] + "xx/").status_code == 404


@pytest.mark.django_db
class TestGroups:
    def test_who_follows_a_ward_a_theme_or_an_organisation_is_told_once_and_why(
        self, item, monkeypatch
    ):
        area, theme, organisation = AreaFactory(), ThemeFactory(), OrganisationFactory()
        belongs = {item.pk: Belongs(area.pk, theme.pk, (organisation.pk,))}
        monkeypatch.setattr(
            "portal.notices.services.delivery.belongings", lambda _kind, _items: belongs
        )
        of_area, of_theme, of_organisation, of_all = (UserFactory() for _ in range(4))
        follow_groups(user=of_area, areas=[area], themes=[])
        follow_groups(user=of_theme, areas=[], themes=[theme])
        follow_organisation(user=of_organisation, organisation=organisation, follows=True)
        follow_groups(user=of_all, areas=[area], themes=[theme])
        follow(user=of_all, item=item)

        happen(item)

        assert dict(Notice.objects.values_list("user", "why")) == {
            of_area.pk: Why.AREA,
            of_theme.pk: Why.THEME,
            of_organisation.pk: Why.ORGANISATION,
            of_all.pk: Why.ITEM,
        }
        assert Event.objects.get().places.count() == 3

    def test_what_is_chosen_on_the_page_is_kept_and_replaced(self, client, registers):
        user = UserFactory()
        client.force_login(user)
        page = reverse("notices:settings")
        area, other = AreaFactory(kind="ward"), AreaFactory(kind="ward")

        client.post(page, {"frequency": "daily", "areas": [area.pk], "quiet_from": 22})
        assert not Subscription.objects.exists()
        hours = {"quiet_from": 22, "quiet_until": 7}
        client.post(page, {"frequency": "daily", "areas": [area.pk], **hours})
        client.post(page, {"frequency": "weekly", "areas": [other.pk]})

        held = Subscription.objects.get()
        assert (held.frequency, held.quiet_from) == ("weekly", None)
        assert list(GroupFollow.objects.values_list("area", flat=True)) == [other.pk]


@pytest.mark.django_db(transaction=True)
def test_two_workers_one_of_which_is_killed_send_every_digest_once(cycle, item):
    readers = [reader_of(item).email for _ in range(150)]
    with transaction.atomic():
        write_event("lifecycle.phase_closed", cycle=cycle, phase=2)
    deliver_events()
    with mailbox() as box:
        with process("-c", SEND, EMAIL_URL=box.url) as first:
            assert box.wait_for(20) or not first.communicate()
            first.send_signal(signal.SIGKILL)
            first.wait(30)
        # Its lease runs out.
        Mail.objects.filter(sent_at=None).update(claimed_until=timezone.now())
        with (
            process("-c", SEND, EMAIL_URL=box.url) as second,
            process("-c", SEND, EMAIL_URL=box.url) as third,
        ):
            for worker in (second, third):
                _told, complaints = worker.communicate(timeout=120)
                assert worker.returncode == 0, complaints
        sent = [(each["To"], each["Message-ID"]) for each in box.mails]

    # What was on its way when the worker died may come twice, under one Message-ID.
    assert sorted(to for to, _id in set(sent)) == sorted(readers)
    assert len(sent) <= len(readers) + 1
    assert not Mail.objects.filter(sent_at=None).exists()
