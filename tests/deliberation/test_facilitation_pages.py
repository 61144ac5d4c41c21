from http import HTTPStatus

import pytest
from django.urls import reverse

from deliberation.models import Contribution, Objection, Summary, Thread
from deliberation.services import summarise, take_chair
from portal.accounts.roles import Role
from tests.factories.accounts import RoleGrantFactory, UserFactory
from tests.factories.deliberation import contribute, item_to_discuss

pytestmark = pytest.mark.django_db
SAID = "街灯を増やす案と、道を広げる案が出ました。"
WHY = "同じ話が別の話し合いで続いているため"


@pytest.fixture
def chair(client, item):
    facilitator = RoleGrantFactory(role=Role.FACILITATOR).user
    client.force_login(facilitator)
    client.post(at("chair", item))
    return facilitator


def at(name, item, *more):
    return reverse(f"deliberation:{name}", args=[item.pk, *more])


def test_a_facilitator_finds_the_desk_and_takes_the_chair(client, item):
    contribute(item)
    client.force_login(RoleGrantFactory(role=Role.FACILITATOR).user)

    assert at("desk", item) in client.get(at("thread", item)).text
    assert at("chair", item) in client.get(at("desk", item)).text
    assert client.post(at("chair", item)).url == at("desk", item)
    assert at("summary_new", item) in client.get(at("desk", item)).text
    assert at("thread_log", item) in client.get(at("thread", item)).text


def test_a_summary_and_an_objection_are_read_by_all(client, item, chair):
    said = contribute(item)
    refused = client.post(at("summary_new", item), {"text": SAID})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    client.post(at("summary_new", item), {"text": SAID, "rests_on": ["1"]})
    summary = Summary.objects.get()

    client.force_login(said.author)
    assert at("summary_object", item, summary.pk) in client.get(at("thread", item)).text
    client.post(at("summary_object", item, summary.pk), {"text": "広げるとは言っていません。"})
    assert Objection.objects.get().author == said.author

    client.logout()
    page = client.get(at("thread", item)).text
    assert SAID in page
    assert "広げるとは言っていません。" in page
    assert said.get_absolute_url() in page


def test_an_outcome_stands_above_a_discussion_that_takes_no_more(client, item, chair):
    contribute(item)
    client.post(at("thread_close", item), {"text": SAID, "rests_on": ["1"]})
    assert Thread.objects.get().closed_at

    client.force_login(UserFactory())
    page = client.get(at("thread", item)).text
    assert "話し合いの結果" in page
    assert at("post", item) not in page
    client.force_login(chair)
    client.post(at("thread_reopen", item), {"reason": WHY})
    client.force_login(UserFactory())
    assert at("post", item) in client.get(at("thread", item)).text


def test_what_stands_out_says_so_and_what_was_moved_leads_on(client, item, chair):
    said, other = contribute(item), item_to_discuss(cycle=item.cycle, title="段差")
    contribute(other)
    client.post(at("pin", item, 1))
    assert "進行役が選んだ意見" in client.get(at("thread", item)).text
    assert at("move", item, 1) in client.get(said.get_absolute_url()).text

    client.post(at("move", item, 1), {"to": other.pk, "reason": WHY})

    moved = Contribution.objects.get(thread=other.pk, sequence=2)
    for url in (at("thread", item), said.get_absolute_url()):
        page = client.get(url).text
        assert moved.get_absolute_url() in page
        assert said.text not in page
    assert said.text in client.get(moved.get_absolute_url()).text


def test_the_log_tells_every_act_with_its_reason(client, item, chair):
    contribute(item)
    client.post(at("pin", item, 1))
    client.post(at("summary_new", item), {"text": SAID, "rests_on": ["1"]})
    client.post(at("summary_withdraw", item, Summary.objects.get().pk), {"reason": WHY})
    client.post(at("chair_leave", item))

    client.logout()
    log = client.get(at("thread_log", item)).text
    for told in ("進行役になった", "意見を目立たせた", SAID, WHY, "進行役をやめた", chair.name):
        assert told in log


def test_strangers_see_no_page_of_who_chairs(client, item):
    said = contribute(item)
    facilitator = RoleGrantFactory(role=Role.FACILITATOR).user
    take_chair(actor=facilitator, item=item)
    summary = summarise(actor=facilitator, item=item, text=SAID, rests_on=[said.sequence])
    client.force_login(UserFactory())
    for url in (
        *(at(name, item) for name in ("desk", "chair", "chair_leave", "summary_new")),
        *(at(name, item) for name in ("thread_close", "thread_reopen")),
        *(at(name, item, 1) for name in ("pin", "move")),
        *(at(name, item, summary.pk) for name in ("summary_withdraw", "summary_object")),
    ):
        assert client.get(url).status_code == HTTPStatus.NOT_FOUND, url
