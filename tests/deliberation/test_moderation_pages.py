from http import HTTPStatus

import pytest
from django.urls import reverse

from deliberation.models import Appeal, Case, Flag, ModerationRules
from deliberation.services import appeal, decide, flag
from deliberation.states import Ground, ModerationDeed
from deliberation.subjects import find_subject
from portal.accounts.roles import Role
from tests.factories.accounts import RoleGrantFactory, UserFactory
from tests.factories.deliberation import contribute

pytestmark = pytest.mark.django_db
REASON = "電話番号が書かれていたため、非表示にします。"
RULES = {
    "new_account_days": 7,
    "new_account_posts": 5,
    "refused_words": "ばか",
    "watched_words": "",
    "reason": "宣伝が続いたため、件数を決めます。",
}


@pytest.fixture
def subject(item):
    return find_subject("contribution", contribute(item, "電話は043-000-0000です。").pk)


@pytest.fixture
def moderator():
    return RoleGrantFactory(role=Role.MODERATOR).user


def at(name, subject, *more):
    return reverse(f"deliberation:{name}", args=[subject.kind, subject.number, *more])


def test_a_resident_reports_and_a_moderator_is_led_to_deciding(client, subject, moderator):
    client.force_login(UserFactory())
    answer = client.post(at("report", subject), {"ground": "personal", "note": "番号があります"})
    assert answer.url == subject.url
    assert Flag.objects.get().note == "番号があります"

    client.force_login(moderator)
    assert client.get(at("report", subject)).url == at("case", subject)
    queue = client.get(reverse("deliberation:moderation_queue")).text
    assert at("case", subject) in queue
    assert "番号があります" in client.get(at("case", subject)).text


def test_the_author_reads_the_case_without_who_reported_it_and_appeals(client, subject, moderator):
    flag(actor=UserFactory(display_name="知らせた人"), subject=subject, ground=Ground.PERSONAL)
    decide(actor=moderator, subject=subject, deed=ModerationDeed.HIDE, reason=REASON)
    client.force_login(subject.author)

    assert at("case", subject) in client.get(reverse("deliberation:moderation")).text
    page = client.get(at("case", subject)).text
    assert "知らせた人" not in page
    assert REASON in page
    assert at("appeal", subject) in page
    why = {"text": "市の窓口の番号なので、個人の情報ではありません。"}
    assert client.post(at("appeal", subject), why).url == at("case", subject)
    assert Appeal.objects.get().text == why["text"]
    assert at("appeal", subject) not in client.get(at("case", subject)).text


def test_the_second_look_is_offered_to_other_moderators_alone(client, subject, moderator):
    decide(actor=moderator, subject=subject, deed=ModerationDeed.HIDE, reason=REASON)
    appeal(actor=subject.author, subject=subject, text="市の窓口の番号です。直しました。")
    grant = at("case_decide", subject, "grant")

    client.force_login(moderator)
    assert grant not in client.get(at("case", subject)).text
    refused = client.post(grant, {"reason": "自分の判断を自分で確かめます。"})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY

    client.force_login(RoleGrantFactory(role=Role.MODERATOR).user)
    assert grant in client.get(at("case", subject)).text
    client.post(grant, {"reason": "窓口の番号だと確かめました。"})
    assert Case.objects.get().state == "shown"


def test_strangers_see_neither_cases_nor_the_queue(client, subject):
    client.force_login(UserFactory())
    for url in (
        at("case", subject),
        at("appeal", subject),
        at("case_decide", subject, "hide"),
        reverse("deliberation:moderation_queue"),
        reverse("deliberation:case", args=["nothing", 1]),
        reverse("deliberation:report", args=["nothing", 1]),
    ):
        assert client.get(url).status_code == HTTPStatus.NOT_FOUND


def test_everyone_reads_numbers_log_and_rules_but_not_the_words(client, subject, moderator):
    decide(actor=moderator, subject=subject, deed=ModerationDeed.HIDE, reason=REASON)
    client.force_login(moderator)
    changed = client.post(reverse("deliberation:rules_change"), RULES)
    assert changed.url == reverse("deliberation:rules")
    assert "ばか" in client.get(changed.url).text
    assert ModerationRules.in_force().watches_links is False

    client.logout()
    assert REASON in client.get(reverse("deliberation:moderation_log")).text
    assert moderator.display_name not in client.get(reverse("deliberation:moderation_log")).text
    rules = client.get(reverse("deliberation:rules")).text
    assert RULES["reason"] in rules
    assert "ばか" not in rules
    assert client.get(reverse("deliberation:moderation")).status_code == HTTPStatus.OK


def test_a_resident_changes_no_rules(client):
    client.force_login(UserFactory())

    answer = client.post(reverse("deliberation:rules_change"), RULES)

    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert not ModerationRules.objects.exists()
