"""Kinds of contribution, replies, quotes, answers of the city, reactions."""

import pytest
from django.urls import reverse

from deliberation.errors import (
    ContributionIsHidden,
    NotAReplyHere,
    NotOfThatKind,
    NotTheirWords,
    OnlyTheCityAnswers,
    OwnContribution,
    ThreadIsClosed,
)
from deliberation.models import Contribution, Reaction, Thread
from deliberation.selectors import changes_since, page_of_thread
from deliberation.services import hide_contribution, react, say_mind_changed, show_contribution
from deliberation.states import OPENING, Kind, ReactionKind, View
from portal.accounts.roles import Role
from portal.notices.models import Notice
from tests.factories.accounts import (
    MembershipFactory,
    OrganisationFactory,
    RoleGrantFactory,
    UserFactory,
)
from tests.factories.deliberation import contribute, item_to_discuss

pytestmark = pytest.mark.django_db
REASON = "住所が書かれていたため"


@pytest.fixture
def officer():
    return MembershipFactory(organisation=OrganisationFactory(kind="department"))


@pytest.fixture
def moderator():
    return RoleGrantFactory(role=Role.MODERATOR).user


def answer(item, question, officer, **fields):
    voice = {"actor": officer.user, "organisation": officer.organisation}
    return contribute(item, reply_to=question, **voice, **fields)


@pytest.mark.parametrize("kind", Kind)
def test_a_discussion_is_opened_with_every_kind_but_an_answer(item, kind):
    if kind in OPENING:
        assert contribute(item, kind=kind).kind == kind
    else:
        with pytest.raises(OnlyTheCityAnswers):
            contribute(item, kind=kind)


@pytest.mark.parametrize("kind", set(OPENING) - {Kind.REMARK})
def test_a_reply_takes_no_side_of_its_own(item, kind):
    with pytest.raises(NotOfThatKind):
        contribute(item, kind=kind, reply_to=contribute(item))


def test_a_reply_is_one_level_deep_and_in_the_same_discussion(item):
    reply = contribute(item, reply_to=contribute(item))
    elsewhere = contribute(item_to_discuss(cycle=item.cycle, title="段差"))

    for to in (reply, elsewhere):
        with pytest.raises(NotAReplyHere):
            contribute(item, reply_to=to)


def test_what_a_department_replies_to_a_question_is_the_answer_of_the_city(item, officer):
    question = contribute(item, "いつですか。", kind=Kind.QUESTION)

    assert answer(item, question, officer).is_answer
    assert not contribute(item, reply_to=question).is_answer
    assert not answer(item, contribute(item, kind=Kind.FOR), officer).is_answer


def test_nobody_else_answers_for_the_city(item):
    question = contribute(item, kind=Kind.QUESTION)
    member = MembershipFactory()

    with pytest.raises(OnlyTheCityAnswers):
        contribute(item, kind=Kind.ANSWER, reply_to=question)
    voice = {"actor": member.user, "organisation": member.organisation}
    with pytest.raises(OnlyTheCityAnswers):
        contribute(item, kind=Kind.ANSWER, reply_to=question, **voice)


def test_the_thread_counts_sides_questions_and_answers_as_they_are_in_sight(
    item, officer, moderator
):
    contribute(item, kind=Kind.FOR)
    against = contribute(item, kind=Kind.AGAINST)
    question = contribute(item, kind=Kind.QUESTION)

    def counted():
        thread = Thread.objects.get(pk=item.pk)
        return (
            thread.for_total,
            thread.against_total,
            thread.question_total,
            thread.open_question_total,
            thread.answer_total,
        )

    assert counted() == (1, 1, 1, 1, 0)
    given = answer(item, question, officer)
    assert counted() == (1, 1, 1, 0, 1)
    hide_contribution(contribution=against, actor=moderator, reason=REASON)
    hide_contribution(contribution=given, actor=moderator, reason=REASON)
    assert counted() == (1, 0, 1, 1, 0)
    show_contribution(contribution=given, actor=moderator, reason=REASON)
    assert counted() == (1, 0, 1, 0, 1)


def test_who_asked_is_told_of_the_answer(item, officer):
    question = contribute(item, kind=Kind.QUESTION)

    answer(item, question, officer)

    kinds = Notice.objects.filter(user=question.author).values_list("event__kind", flat=True)
    assert "deliberation.answered" in kinds


def test_a_quote_is_of_their_very_words_whatever_the_line_breaks(item):
    said = contribute(item, "街灯が少なく、\nとても暗いです。")

    assert contribute(item, reply_to=said, quote="とても暗い").quoted == "とても暗い"
    assert contribute(item, reply_to=said, quote="少なく、 とても").quoted == "少なく、 とても"
    with pytest.raises(NotTheirWords):
        contribute(item, reply_to=said, quote="とても明るい")


def test_a_quote_goes_out_of_sight_with_what_it_is_of_for_those_who_read_as_well(item, moderator):
    said = contribute(item, "電話は000です。")
    reply = contribute(item, reply_to=said, quote="電話は000")

    hide_contribution(contribution=said, actor=moderator, reason=REASON)

    told = changes_since(item.pk, 2).contributions
    assert {each.sequence for each in told} == {said.sequence, reply.sequence}
    assert Contribution.objects.with_speakers().get(pk=reply.pk).quoted == ""
    with pytest.raises(ContributionIsHidden):
        contribute(item, reply_to=Contribution.objects.get(pk=said.pk))


def test_a_closed_discussion_takes_nothing_more(item):
    contribute(item)
    Thread.objects.update(closed_at=item.created_at)

    with pytest.raises(ThreadIsClosed):
        contribute(item)


def test_a_reaction_stands_once_and_is_taken_back_by_the_same_deed(item):
    said, reader = contribute(item), UserFactory()

    for stands in (True, False, True):
        deed = {"contribution": said, "actor": reader, "kind": ReactionKind.THANKS}
        assert react(**deed) is stands
    react(contribution=said, actor=reader, kind=ReactionKind.CHANGED_MIND)

    said.refresh_from_db()
    assert said.reactions == {"thanks": 1, "changed_mind": 1}
    assert Thread.objects.get(pk=item.pk).last_change == said.change == 5
    with pytest.raises(OwnContribution):
        react(contribution=said, actor=said.author, kind=ReactionKind.THANKS)


def test_who_thinks_otherwise_by_now_says_so_and_may_take_it_back(item):
    said = contribute(item, kind=Kind.AGAINST)

    assert say_mind_changed(contribution=said, actor=said.author).changed_mind_at
    assert not say_mind_changed(contribution=said, actor=said.author, changed=False).changed_mind_at


def test_sides_stand_beside_each_other_and_open_questions_come_first(item, officer):
    kinds = (Kind.FOR, Kind.AGAINST, Kind.QUESTION, Kind.QUESTION, Kind.REMARK)
    sequences = {contribute(item, kind=kind).sequence: kind for kind in kinds}
    answer(item, Contribution.objects.get(sequence=4), officer)

    def shown(view):
        page = page_of_thread(item.pk, UserFactory(), view=view)
        return [[said.sequence for said in each.contributions] for each in page.lists]

    assert len(sequences) == 5
    assert shown(View.NEW) == [[1, 2, 3, 4, 5]]
    assert shown(View.BALANCE) == [[1], [2]]
    assert shown(View.UNANSWERED) == [[3, 4]]


def test_a_page_shows_answers_and_the_newest_replies_and_says_how_many_more(item, officer):
    question = contribute(item, kind=Kind.QUESTION)
    answer(item, question, officer)
    for _ in range(4):
        contribute(item, reply_to=question)

    [shown] = page_of_thread(item.pk, UserFactory()).contributions

    assert [reply.sequence for reply in shown.shown_replies] == [2, 5, 6]
    assert shown.more_replies == 2


@pytest.mark.parametrize("view", View)
@pytest.mark.parametrize("times", [1, 45])
def test_a_thread_of_many_kinds_asks_four_statements_of_a_visitor(
    client, item, statements, view, times
):
    for _ in range(times):
        for kind in (Kind.FOR, Kind.AGAINST, Kind.QUESTION):
            contribute(item, reply_to=contribute(item, kind=kind))

    with statements() as asked:
        page = client.get(f"/discussions/{item.pk}/?view={view}")

    assert page.status_code == 200
    assert len(asked.counted) <= 4, asked.counted


@pytest.mark.parametrize("reaction", ["", "x", "1:vote", "-1:thanks", "1:thanks'", "9" * 30])
def test_a_reaction_that_no_button_sends_changes_nothing(client, item, reaction):
    contribute(item)
    client.force_login(UserFactory())

    answer = client.post(reverse("deliberation:react", args=[item.pk]), {"reaction": reaction})

    assert answer.status_code == 302
    assert not Reaction.objects.exists()


def test_a_reply_by_the_plain_form_keeps_what_was_typed_when_it_is_refused(client, item):
    said = contribute(item, "暗いです。")
    client.force_login(UserFactory())
    place = reverse("deliberation:reply", args=[item.pk, said.sequence])

    refused = client.post(place, {"text": "そうです。", "quote": "明るい"})
    taken = client.post(place, {"text": "そうです。", "quote": "暗い"})

    assert refused.status_code == 422
    assert "そうです。" in refused.content.decode()
    assert taken.url.endswith("#contribution-2")
    page = client.get(f"/discussions/{item.pk}/1/").content.decode()
    assert "<blockquote" in page
    assert "そうです。" in page
