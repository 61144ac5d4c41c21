from datetime import timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse
from django.utils import timezone

from deliberation.models import TEXT_LIMIT, Contribution
from deliberation.services import edit_contribution, hide_contribution
from portal.accounts.roles import Role
from portal.lifecycle.phases import Phase
from tests.factories.accounts import MembershipFactory, RoleGrantFactory, UserFactory
from tests.factories.deliberation import contribute, item_to_discuss
from tests.factories.lifecycle import cycle_in

pytestmark = pytest.mark.django_db
JSON = {"headers": {"Accept": "application/json"}}


@pytest.fixture
def resident(client):
    user = UserFactory()
    client.force_login(user)
    return user


def thread_url(item):
    return reverse("deliberation:thread", args=[item.pk])


def post_url(item):
    return reverse("deliberation:post", args=[item.pk])


def changes_url(item, after):
    return f"{reverse('deliberation:changes', args=[item.pk])}?after={after}"


def test_a_visitor_reads_without_an_account(client, item):
    contribute(item, "街灯を**増やして**ほしい。")

    page = client.get(thread_url(item))

    assert page.status_code == HTTPStatus.OK
    assert "<strong>増やして</strong>" in page.text
    assert "ログインして意見を書く" in page.text
    assert "<textarea" not in page.text


def test_what_people_write_cannot_carry_scripts(client, item):
    contribute(
        item, '<script>alert(1)</script><img src="https://evil.example/x.png">[x](javascript:x)'
    )

    page = client.get(thread_url(item)).text

    assert "<script>alert" not in page
    assert '<img src="https://evil' not in page
    assert 'href="javascript' not in page


@pytest.mark.parametrize("count", [1, 20, 45])
def test_a_discussion_asks_as_little_for_many_contributions_as_for_one(
    client, item, statements, count
):
    for _ in range(count):
        member = MembershipFactory()
        contribute(item, actor=member.user, organisation=member.organisation)

    with statements() as asked:
        client.get(thread_url(item))

    # The item with its cycle, the phases, the contributions with their speakers.
    assert len(asked.counted) == 3, asked.counted


def test_who_signed_in_costs_three_statements_more(client, item, statements, resident, settings):
    settings.USERSESSIONS_TRACK_ACTIVITY = False
    contribute(item)
    client.get(thread_url(item))

    with statements() as asked:
        client.get(thread_url(item))

    # Session, person, the organisations for which they may speak.
    assert len(asked.counted) == 6, asked.counted


def test_the_newest_twenty_are_shown_and_the_earlier_are_a_link_away(client, item):
    for number in range(1, 46):
        contribute(item, f"意見{number:03}")

    newest = client.get(thread_url(item)).text
    earlier = client.get(thread_url(item) + "?before=26").text
    first = client.get(thread_url(item) + "?before=6").text

    assert "意見026" in newest
    assert "意見045" in newest
    assert "意見025" not in newest
    assert "?before=26" in newest
    assert "意見006" in earlier
    assert "意見025" in earlier
    assert "?before=6" in earlier
    assert "data-socket" in newest
    assert "data-socket" not in earlier
    assert "意見001" in first
    assert "?before" not in first.split("みんなの意見")[1]


def test_a_plain_form_says_something_and_leads_to_its_place(client, item, resident):
    answer = client.post(post_url(item), {"text": "  同じ思いです。\r\n"})

    said = Contribution.objects.get()
    assert answer.status_code == HTTPStatus.FOUND
    assert answer.url == f"{item.get_absolute_url()}#contribution-1"
    assert (said.text, said.language, said.author) == ("同じ思いです。", "ja", resident)


def test_english_is_marked_as_english(client, item, resident):
    client.post(post_url(item), {"text": "We need more lamps at 幕張."})

    assert Contribution.objects.get().language == "en"


def test_a_comment_by_the_form_takes_at_most_twelve_statements(
    client, item, resident, statements, settings
):
    settings.USERSESSIONS_TRACK_ACTIVITY = False
    contribute(item)
    # Whether one agreed to the terms is asked at the first deed of a session.
    client.post(post_url(item), {"text": "はじめまして。"})

    with statements() as asked:
        client.post(post_url(item), {"text": "同じ思いです。"})

    assert len(asked.counted) <= 12, "\n".join(asked.counted)


@pytest.mark.parametrize(
    ("text", "says"),
    [("", "意見を書いてください。"), ("あ" * (TEXT_LIMIT + 1), "2000")],
    ids=["empty", "too long"],
)
def test_a_refusal_keeps_what_was_typed(client, item, resident, text, says):
    answer = client.post(post_url(item), {"text": text})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert says in answer.text
    assert text in answer.text
    assert not Contribution.objects.exists()


def test_a_closed_phase_says_so_and_keeps_what_was_typed(client, resident):
    item = item_to_discuss(cycle=cycle_in(closed=list(Phase)))

    answer = client.post(post_url(item), {"text": "遅くなりました。"})

    assert answer.status_code == HTTPStatus.CONFLICT
    assert "受け付けていません" in answer.text
    assert "遅くなりました。" in answer.text


def test_where_no_phase_is_open_there_is_no_form(client, resident):
    item = item_to_discuss(cycle=cycle_in(closed=list(Phase)))

    page = client.get(thread_url(item)).text

    assert "<textarea" not in page
    assert "いま意見を受け付けていません" in page


def test_without_a_session_what_was_typed_waits_for_the_sign_in(client, item):
    answer = client.post(post_url(item), {"text": "ログインし忘れました。"})
    assert answer.status_code == HTTPStatus.FOUND
    assert answer.url.startswith(reverse("account_login"))

    client.force_login(UserFactory())

    assert "ログインし忘れました。" in client.get(thread_url(item)).text
    assert not Contribution.objects.exists()


def test_a_script_that_was_led_to_the_sign_in_finds_it(client, item):
    led = client.post(post_url(item), {"text": "スクリプトから"}, **JSON)
    assert led.status_code == HTTPStatus.FOUND
    assert client.get(post_url(item)).url.startswith(reverse("account_login"))

    client.force_login(UserFactory())

    assert client.get(post_url(item)).url == thread_url(item)
    assert "スクリプトから" in client.get(thread_url(item)).text


def test_an_organisation_is_chosen_by_those_who_may_speak_for_it(client, item, resident):
    member = MembershipFactory(user=resident)

    assert member.organisation.name in client.get(thread_url(item)).text
    client.post(post_url(item), {"text": "団体として。", "organisation": member.organisation.pk})

    assert Contribution.objects.get().organisation == member.organisation


def test_an_organisation_of_others_is_refused_not_dropped(client, item, resident):
    other = MembershipFactory().organisation

    answer = client.post(post_url(item), {"text": "なりすまし", "organisation": other.pk})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not Contribution.objects.exists()


def test_a_script_is_answered_in_json(client, item, resident):
    said = client.post(post_url(item), {"text": "速く"}, **JSON)
    refused = client.post(post_url(item), {"text": ""}, **JSON)

    assert said.status_code == HTTPStatus.CREATED
    assert said.json()["number"] == said.json()["sequence"] == 1
    assert "編集する" in said.json()["html"]
    assert refused.status_code == HTTPStatus.OK
    assert refused.json() == {"errors": ["意見を書いてください。"]}


def test_a_draft_has_no_discussion_page(client, resident):
    draft = item_to_discuss(is_public=False)

    pages = [
        client.get(thread_url(draft)),
        client.post(post_url(draft), {"text": "見えた"}),
        client.get(changes_url(draft, 0)),
    ]

    assert {page.status_code for page in pages} == {HTTPStatus.NOT_FOUND}


def test_changes_come_by_plain_questions_as_well(client, item):
    for _ in range(3):
        contribute(item)

    answer = client.get(changes_url(item, 1)).json()

    assert answer["number"] == 3
    assert [message["number"] for message in answer["messages"]] == [2, 3]
    assert client.get(changes_url(item, 3)).json() == {"number": 3, "messages": []}


def test_changes_are_told_in_the_language_of_the_address(client, item):
    contribute(item)

    ja = client.get(changes_url(item, 0)).json()["messages"][0]["html"]
    en = client.get("/en" + changes_url(item, 0)).json()["messages"][0]["html"]

    assert "番の意見" in ja
    assert "Comment no." in en


@pytest.mark.parametrize("after", ["", "x", "-1", "1" * 40])
def test_changes_after_nonsense_are_refused(client, item, after):
    assert client.get(changes_url(item, after)).status_code == HTTPStatus.BAD_REQUEST


def test_too_many_changes_are_not_told_one_by_one(client, item, monkeypatch):
    monkeypatch.setattr("deliberation.selectors.threads.MOST_CHANGES", 2)
    for _ in range(3):
        contribute(item)

    assert client.get(changes_url(item, 0)).json() == {
        "number": 3,
        "messages": [{"type": "reload", "number": 3}],
    }


def test_a_contribution_has_a_page_with_what_it_said_before(client, item):
    said = contribute(item, "まえの文")
    edit_contribution(contribution=said, actor=said.author, text="あとの文", language="ja")

    page = client.get(said.get_absolute_url()).text

    assert page.index("あとの文") < page.index("まえの文")


def test_what_is_hidden_is_on_no_page(client, item):
    said = contribute(item, "まえの文")
    edit_contribution(contribution=said, actor=said.author, text="あとの文", language="ja")
    moderator = RoleGrantFactory(role=Role.MODERATOR).user
    hide_contribution(contribution=said, actor=moderator, reason="個人の情報があるため")

    for url in (said.get_absolute_url(), thread_url(item)):
        page = client.get(url).text
        assert "の文" not in page
        assert "個人の情報があるため" in page


def test_only_the_author_is_offered_to_edit_and_only_for_a_while(client, item, resident):
    own, other = contribute(item, actor=resident), contribute(item)
    edit_url = reverse("deliberation:edit", args=[item.pk, own.sequence])

    assert edit_url in client.get(thread_url(item)).text
    assert client.get(reverse("deliberation:edit", args=[item.pk, other.sequence])).status_code == (
        HTTPStatus.NOT_FOUND
    )
    Contribution.objects.filter(pk=own.pk).update(created_at=timezone.now() - timedelta(hours=1))
    assert edit_url not in client.get(thread_url(item)).text


def test_the_author_edits_by_a_form(client, item, resident):
    own = contribute(item, actor=resident)
    url = reverse("deliberation:edit", args=[item.pk, own.sequence])

    assert own.text in client.get(url).text
    assert client.post(url, {"text": "直した文"}).url.endswith("#contribution-1")
    assert Contribution.objects.get().text == "直した文"


def test_too_late_an_edit_says_so_and_keeps_what_was_typed(client, item, resident):
    own = contribute(item, actor=resident)
    Contribution.objects.filter(pk=own.pk).update(created_at=timezone.now() - timedelta(hours=1))

    answer = client.post(
        reverse("deliberation:edit", args=[item.pk, own.sequence]), {"text": "遅い直し"}
    )

    assert "15分以内" in answer.text
    assert "遅い直し" in answer.text


def test_moderation_is_a_page_for_moderators_alone(client, item, resident):
    said = contribute(item)
    case = reverse("deliberation:case", args=["contribution", said.pk])
    hide, show = (
        reverse("deliberation:case_decide", args=["contribution", said.pk, deed])
        for deed in ("hide", "show")
    )
    why = {"reason": "個人の情報があるため", "ground": "personal"}
    assert client.get(case).status_code == HTTPStatus.NOT_FOUND
    assert client.post(hide, why).status_code == HTTPStatus.NOT_FOUND

    client.force_login(RoleGrantFactory(role=Role.MODERATOR).user)

    assert case in client.get(said.get_absolute_url()).text
    assert hide in client.get(case).text
    short = {**why, "reason": "だめ"}
    assert client.post(hide, short).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    client.post(hide, why)
    assert Contribution.objects.get().is_hidden
    client.post(show, {"reason": "誤って非表示にしたため"})
    assert not Contribution.objects.get().is_hidden


def test_discussions_are_listed_the_liveliest_first(client, item, statements):
    other = item_to_discuss(cycle=item.cycle, title="段差")
    draft = item_to_discuss(cycle=item.cycle, title="下書き")
    for each in (other, draft, item):
        contribute(each)
    draft.is_public = False
    draft.save(update_fields=["is_public"])

    with statements() as asked:
        page = client.get(reverse("deliberation:threads")).text

    assert page.index("暗い道") < page.index("段差")
    assert "下書き" not in page
    assert len(asked.counted) == 1


def test_the_list_of_discussions_is_read_in_parts(client, item):
    for number in range(24):
        contribute(item_to_discuss(cycle=item.cycle, title=f"議題{number}"))

    first = client.get(reverse("deliberation:threads"))
    second = client.get(reverse("deliberation:threads") + first.context["part"].next_url)

    assert [len(page.context["part"].rows) for page in (first, second)] == [20, 4]


def test_an_empty_list_says_what_to_do(client, db):
    assert "最初の意見を書いてみませんか" in client.get(reverse("deliberation:threads")).text
