from datetime import timedelta
from http import HTTPStatus

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.accounts.retention import RETENTION
from portal.lifecycle.phases import Phase
from portal.notices import record, waiting
from portal.notices.models import Follow, Notice
from portal.notices.record import Said, register_record
from portal.notices.services import deliver_events, follow, tell
from portal.notices.waiting import Waiting, register_tasks
from tests.factories.accounts import UserFactory
from tests.portal.notices.test_following import told

pytestmark = pytest.mark.django_db
MY_PAGE = reverse("notices:my_page")
PAGES = [reverse(f"notices:{name}") for name in ("my_page", "inbox", "following", "record")]


@pytest.fixture(autouse=True)
def _nothing_of_other_rooms(monkeypatch):
    monkeypatch.setattr(waiting, "_tasks", [])
    monkeypatch.setattr(record, "_records", [])


@pytest.fixture
def resident(client):
    user = UserFactory(display_name="花子")
    client.force_login(user)
    return user


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_of_a_person_are_for_who_signed_in(client, page):
    assert client.get(page).url == f"{reverse('account_login')}?next={page}"


@pytest.mark.parametrize("page", PAGES)
def test_pages_without_anything_say_what_will_be_there(client, resident, page):
    answer = client.get(page)

    assert answer.status_code == HTTPStatus.OK
    assert "まだ" in answer.text or "待っていることはありません" in answer.text
    assert answer.headers["Cache-Control"].startswith("max-age=0")


def test_my_page_has_what_waits_what_was_told_what_is_followed_and_what_became(
    client, resident, item
):
    register_tasks(told(Waiting("下書きを書き上げる", "/draft/", timezone.now())))
    register_record(told(Said("報告しました", item, timezone.now(), "対応中")))
    follow(user=resident, item=item)
    tell([resident], "told", item=item)

    page = client.get(MY_PAGE).text

    for text in (
        "花子さんのマイページ",
        "下書きを書き上げる",
        "「暗い道」に動きがありました。",
        "未読1件",
        "フォローをやめる",
        "報告しました",
        "対応中",
    ):
        assert text in page


def test_my_page_asks_as_little_for_twenty_as_for_one(client, resident, item, settings):
    settings.USERSESSIONS_TRACK_ACTIVITY = False

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(MY_PAGE)
        return len(queries)

    follow(user=resident, item=item)
    tell([resident], "told", item=item)
    one = asked()
    for _ in range(19):
        tell([resident], "told", item=item)

    assert asked() == one


def test_others_notices_are_not_mine(client, resident, item):
    other = UserFactory()
    tell([other], "told", item=item)
    notice = Notice.objects.get()

    assert "暗い道" not in client.get(MY_PAGE).text
    assert client.get(reverse("notices:open", args=[notice.pk])).status_code == (
        HTTPStatus.NOT_FOUND
    )
    client.post(reverse("notices:read_all"))
    notice.refresh_from_db()
    assert notice.read_at is None


def test_opening_a_notice_reads_it_and_leads_to_what_it_is_about(client, resident, item):
    tell([resident], "told", item=item)
    notice = Notice.objects.get()

    assert client.get(reverse("notices:open", args=[notice.pk])).url == item.get_absolute_url()
    notice.refresh_from_db()
    assert notice.read_at


def test_a_notice_of_a_cycle_leads_to_the_cycle(client, resident, cycle):
    tell([resident], "told_of_cycle", cycle=cycle)

    opened = client.get(reverse("notices:open", args=[Notice.objects.get().pk]))

    assert opened.url == cycle.get_absolute_url()


def test_all_notices_are_read_at_a_press(client, resident, item):
    tell([resident], "told", item=item)
    tell([resident], "told", item=item)

    answer = client.post(reverse("notices:read_all"), {"next": MY_PAGE})

    assert answer.url == MY_PAGE
    assert not Notice.objects.unread().exists()
    assert "未読" not in client.get(MY_PAGE).text


def test_following_and_no_longer_lead_back(client, resident, item):
    deed = {"next": "/cycles/"}

    assert client.post(reverse("notices:follow", args=[item.pk]), deed).url == "/cycles/"
    assert Follow.objects.get().item == item
    assert client.post(reverse("notices:unfollow", args=[item.pk]), deed).url == "/cycles/"
    assert not Follow.objects.exists()


def test_the_way_back_never_leads_to_another_site(client, resident, item):
    answer = client.post(
        reverse("notices:follow", args=[item.pk]), {"next": "https://evil.example/"}
    )

    assert answer.url == item.get_absolute_url()


def test_a_look_changes_nothing(client, resident, item):
    client.get(reverse("notices:follow", args=[item.pk]))

    assert not Follow.objects.exists()
    assert client.get(reverse("notices:read_all")).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_a_draft_of_others_cannot_be_followed(client, resident, item):
    item.is_public = False
    item.save(update_fields=["is_public"])

    assert client.post(reverse("notices:follow", args=[item.pk])).status_code == (
        HTTPStatus.NOT_FOUND
    )


def test_a_notice_is_told_in_the_language_of_the_page(client, resident, cycle):
    tell([resident], "lifecycle.phase_opened", cycle=cycle, phase=Phase.DESIGN)

    said = f"「{cycle.name_ja}」で、「対応策検討」が始まりました。"
    assert said in client.get(MY_PAGE).text
    assert cycle.name_en in client.get(f"/en{MY_PAGE}").text


def test_the_inbox_is_read_in_parts(client, resident, item):
    for _ in range(25):
        tell([resident], "told", item=item)

    page = client.get(reverse("notices:inbox"))

    assert page.text.count("tm-my__notice--unread") == 20
    assert page.context["part"].next_url
    following = client.get(reverse("notices:inbox") + page.context["part"].next_url)
    assert following.text.count("tm-my__notice--unread") == 5


def test_a_notice_of_a_kind_that_is_gone_does_not_break_the_page(client, resident, item):
    event = tell([resident], "told", item=item)
    type(event).objects.filter(pk=event.pk).update(kind="gone")

    assert client.get(MY_PAGE).status_code == HTTPStatus.OK
    assert deliver_events() == 0


def test_old_notices_are_removed_by_the_table_of_what_is_kept(resident, item):
    tell([resident], "told", item=item)
    tell([resident], "told", item=item)
    year = timedelta(days=RETENTION["notices"].days)
    Notice.objects.filter(pk=Notice.objects.first().pk).update(
        created_at=timezone.now() - year - timedelta(minutes=1)
    )

    assert RETENTION["notices"].remove(timezone.now()) == 1
    assert Notice.objects.count() == 1
