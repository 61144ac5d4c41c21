"""The room of a session: who may do what in it, and what its readers are sent."""

import json
import time
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from websockets.sync.client import connect

from deliberation.errors import NewAccountIsLimited, WordIsRefused
from deliberation.models import Flag
from deliberation.services import decide, set_rules
from deliberation.states import ModerationDeed
from deliberation.subjects import find_subject
from portal.accounts.roles import Role
from portal.lifecycle.errors import RoleIsMissing
from reviews.broadcast import messages_of
from reviews.errors import (
    AgendaIsEmpty,
    ChairDoesNotMendOthers,
    ChairIsAPartyToIt,
    ChairIsNeutral,
    CommitmentsAreNotCarried,
    DecisionsAreNotYours,
    NotAFacilitator,
    NoteHasChanged,
    NotTheChair,
    NotTheOwner,
    PointIsElsewhere,
    ProjectIsElsewhere,
    QuestionIsHidden,
)
from reviews.models import ChairAct, Question, Room, RoomPiece
from reviews.selectors.room import MOST_CHANGES, changes_since
from reviews.services import (
    answer_question,
    ask_question,
    carry_commitments,
    give_verdict,
    make_commitment,
    mend_note,
    move_on,
    publish_follow_up,
    schedule_session,
    set_agenda,
    support_question,
    take_chair,
    take_up_question,
    write_note,
)
from reviews.states import NoteKind, ProjectState, VerdictKind
from tests.factories.accounts import RoleGrantFactory, UserFactory
from tests.factories.reviews import (
    CommitmentFactory,
    ProjectFactory,
    QuestionFactory,
    held_session,
    holder_of,
    owner_of,
)
from tests.servers import serving

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return ProjectFactory(state=ProjectState.UNDER_WAY)


@pytest.fixture
def session(project):
    return held_session(project)


@pytest.fixture
def chair(session):
    facilitator = holder_of(Role.FACILITATOR)
    take_chair(actor=facilitator, session=session)
    return facilitator


def ask(session, project, actor=None, text="いつ明るくなりますか。"):
    return ask_question(
        actor=actor or UserFactory(), session=session, project=project, text=text, language="ja"
    )


def note(session, actor, text="3基目は来月です。", kind=NoteKind.NOTE, **fields):
    return write_note(actor=actor, session=session, kind=kind, text=text, language="ja", **fields)


def told(session, after=0):
    return messages_of(changes_since(session.pk, after))


# --- questions -----------------------------------------------------------------------------


def test_what_most_want_to_know_comes_first_and_what_was_answered_last(session, project, client):
    asked = [ask(session, project, text=f"質問{number}") for number in range(3)]
    for person in (UserFactory(), UserFactory()):
        support_question(actor=person, question=asked[2])
    answer_question(actor=holder_of(), question=asked[0], answer="来月です。", language="ja")

    page = client.get(reverse("reviews:room", args=[session.pk])).context["page"]

    assert [question.text for question in page.queue] == ["質問2", "質問1", "質問0"]


def test_wanting_to_know_counts_once_and_can_be_withdrawn(session, project):
    question, person = ask(session, project), UserFactory()
    for _ in range(2):
        support_question(actor=person, question=question)
    assert question.supports.count() == 1

    support_question(actor=person, question=question, supports=False)
    assert not question.supports.exists()


def test_a_question_says_whether_it_came_from_the_panel(session, project):
    assert ask(session, project, holder_of(Role.PANEL_MEMBER)).from_panel
    assert ask(session, project).from_panel is False


def test_who_answers_for_the_project_answers_too_and_nobody_elses_owner(session, project):
    answered = answer_question(
        actor=owner_of(project), question=ask(session, project), answer="来月", language="ja"
    )
    assert answered.answer == "来月"
    with pytest.raises(RoleIsMissing):
        answer_question(
            actor=owner_of(ProjectFactory()),
            question=ask(session, project),
            answer="来月",
            language="ja",
        )


# --- the chair -----------------------------------------------------------------------------


def test_only_a_facilitator_who_is_no_party_chairs(session, project):
    with pytest.raises(NotAFacilitator):
        take_chair(actor=holder_of(Role.ANALYST), session=session)
    parties = [owner_of(project), holder_of(Role.PANEL_MEMBER), UserFactory()]
    ask(session, project, parties[2])
    for party in parties:
        RoleGrantFactory(user=party, role=Role.FACILITATOR)
        with pytest.raises(ChairIsAPartyToIt):
            take_chair(actor=party, session=session)


def test_who_chairs_asks_nothing_and_judges_nothing(session, project, chair):
    with pytest.raises(ChairIsNeutral):
        ask(session, project, chair)
    RoleGrantFactory(user=chair, role=Role.PANEL_MEMBER)
    with pytest.raises(ChairIsNeutral):
        give_verdict(
            actor=chair,
            session=session,
            project=project,
            kind=VerdictKind.CONTINUE,
            reason="目標に向けて進んでいるため",
            evidence="2026年7月の通行者の計測",
        )


def test_only_the_chair_moves_on_and_takes_up_and_each_act_is_logged(session, project, chair):
    set_agenda(actor=chair, session=session, titles=["前回の約束", project.item.title])
    point, question = session.agenda.last(), ask(session, project)
    for act in (
        lambda who: move_on(actor=who, session=session, point=point),
        lambda who: take_up_question(actor=who, question=question),
    ):
        with pytest.raises(NotTheChair):
            act(holder_of(Role.FACILITATOR))
        act(chair)

    assert Room.objects.get(session=session).point == point
    assert question.taken_up_at is not None
    assert list(ChairAct.objects.values_list("deed", flat=True)) == [
        "take_chair",
        "move_on",
        "take_up",
    ]


def test_an_agenda_is_made_with_the_session_and_has_a_point_for_each_project(project):
    scheduled = schedule_session(
        actor=holder_of(),
        cycle=project.item.cycle,
        projects=[project],
        title="第1回",
        scheduled_at=timezone.now() + timedelta(days=3),
    )
    assert [point.project for point in scheduled.agenda.all()] == [None, project, None, None]


def test_an_agenda_has_a_point_and_its_points_are_its_own(session, project, chair):
    with pytest.raises(AgendaIsEmpty):
        set_agenda(actor=chair, session=session, titles=["", "  "])
    other = held_session(project)
    set_agenda(actor=chair, session=other, titles=["別の会議"])
    with pytest.raises(PointIsElsewhere):
        move_on(actor=chair, session=session, point=other.agenda.get())


# --- written together ----------------------------------------------------------------------


def test_panel_organisers_and_owners_write_and_owners_decide_nothing(session, project):
    for writer in (holder_of(), holder_of(Role.ANALYST), holder_of(Role.PANEL_MEMBER)):
        note(session, writer, kind=NoteKind.DECISION)
    owner = owner_of(project)
    note(session, owner, project=project)
    with pytest.raises(DecisionsAreNotYours):
        note(session, owner, kind=NoteKind.DECISION)
    with pytest.raises(NotTheOwner):
        note(session, owner_of(ProjectFactory()))
    with pytest.raises(ProjectIsElsewhere):
        note(session, owner, project=ProjectFactory())


def test_two_who_mend_the_same_line_never_overwrite_each_other(session):
    first, second = holder_of(Role.PANEL_MEMBER), holder_of(Role.PANEL_MEMBER)
    line = note(session, first)
    mended = mend_note(actor=first, note=line, text="3基目は再来月です。", language="ja", version=1)

    with pytest.raises(NoteHasChanged, match="再来月"):
        mend_note(actor=second, note=line, text="4基目です。", language="ja", version=1)
    assert mended.version == 2
    assert line.history.count() == 2


def test_who_chairs_mends_only_what_they_wrote(session, chair):
    own, other = note(session, chair), note(session, holder_of(Role.PANEL_MEMBER))
    mend_note(actor=chair, note=own, text="直した", language="ja", version=1)
    with pytest.raises(ChairDoesNotMendOthers):
        mend_note(actor=chair, note=other, text="直した", language="ja", version=1)


# --- what earlier sessions left open -------------------------------------------------------


def test_a_session_closes_only_when_all_that_is_open_was_passed_on(session, project):
    owed = [CommitmentFactory(project=project), CommitmentFactory(project=project)]
    runs = holder_of()

    with pytest.raises(CommitmentsAreNotCarried) as refused:
        publish_follow_up(actor=runs, session=session, follow_up="まとめ")
    assert set(refused.value.texts) == {each.text for each in owed}

    carry_commitments(actor=runs, session=session, commitment=owed[0], note="部品を待っている")
    carry_commitments(actor=runs, session=session)
    publish_follow_up(actor=runs, session=session, follow_up="まとめ")
    assert [each.note for each in session.carried.all()] == ["部品を待っている", ""]


def test_what_the_session_itself_promised_needs_no_passing_on(session, project):
    runs = holder_of()
    made = make_commitment(actor=runs, session=session, project=project, text="年内に建てる")
    with pytest.raises(ProjectIsElsewhere):
        carry_commitments(actor=runs, session=session, commitment=made)


# --- what readers are sent -----------------------------------------------------------------


def test_a_part_that_changed_twice_is_sent_once_as_it_is_now(session, project):
    question = ask(session, project)
    other = ask(session, project, text="費用は？")
    support_question(actor=UserFactory(), question=question)

    sent = told(session)

    assert [message["key"] for message in sent] == [
        f"question-{other.pk}",
        f"question-{question.pk}",
    ]
    assert "1人が知りたい" in sent[1]["html"]
    assert [message["number"] for message in sent] == [2, 3]
    assert told(session, after=3) == []


def test_what_is_sent_to_all_holds_no_token_and_no_buttons_of_the_few(session, project):
    ask(session, project, text="<script>alert(1)</script>")
    [sent] = told(session)

    assert "csrfmiddlewaretoken" not in sent["html"]
    assert "<script>" not in sent["html"]
    assert 'data-for="chair" hidden' in sent["html"]


def test_who_missed_too_much_is_told_to_load_the_page_anew(session):
    RoomPiece.objects.bulk_create(
        RoomPiece(session=session, key=f"note-{number}", change=number)
        for number in range(1, MOST_CHANGES + 3)
    )
    Room.objects.create(session=session, last_change=MOST_CHANGES + 2)
    assert told(session) == [{"type": "reload", "number": MOST_CHANGES + 2}]


def test_every_part_can_be_sent_and_what_is_gone_is_taken_away(session, project, chair):
    set_agenda(actor=chair, session=session, titles=[project.item.title])
    move_on(actor=chair, session=session, point=session.agenda.get())
    take_up_question(actor=chair, question=ask(session, project))
    note(session, chair)
    CommitmentFactory(project=project)
    carry_commitments(actor=chair, session=session)
    make_commitment(actor=chair, session=session, project=project, text="年内に建てる")
    session.notes.all().delete()

    sent = {
        message["key"].rpartition("-")[0] or message["key"]: message for message in told(session)
    }

    assert set(sent) == {"agenda", "screen", "question", "note", "left", "commitment"}
    assert not sent.pop("note")["html"]
    assert all(message["html"] for message in sent.values())


def test_a_browser_without_a_socket_asks_for_what_changed(client, session, project):
    ask(session, project)
    url = reverse("reviews:room_changes", args=[session.pk])

    assert client.get(url, {"after": 0}).json()["number"] == 1
    assert client.get(url, {"after": "x"}).status_code == 400
    assert client.get(reverse("reviews:room_changes", args=[0]), {"after": 0}).status_code == 404


# --- by plain forms ------------------------------------------------------------------------


def test_without_scripts_everything_is_done_by_forms(client, session, project):
    asker, chair = UserFactory(), holder_of(Role.FACILITATOR)
    room = reverse("reviews:room", args=[session.pk])
    client.force_login(asker)
    fields = {"project": project.pk, "text": "いつ？"}
    assert client.post(reverse("reviews:ask", args=[session.pk]), fields).url == room
    question = session.questions.get()
    supported = client.post(reverse("reviews:question_support", args=[question.pk]))
    assert supported.url == f"{room}#question-{question.pk}"
    assert f'action="/questions/{question.pk}/support/"' in client.get(room).content.decode()

    client.force_login(chair)
    assert client.post(reverse("reviews:take_chair", args=[session.pk])).url == room
    points = {"points": f"挨拶\n{project.item.title}"}
    assert client.post(reverse("reviews:agenda", args=[session.pk]), points).url == room
    point = session.agenda.get(project=project)
    client.post(reverse("reviews:move_on", args=[session.pk]), {"point": point.pk})
    client.post(reverse("reviews:take_up", args=[question.pk]))
    client.post(reverse("reviews:note_add", args=[session.pk]), {"kind": "note", "text": "記録"})
    line = session.notes.get()
    mend = reverse("reviews:note_edit", args=[line.pk])
    client.post(mend, {"text": "直した記録", "version": 1})
    stale = client.post(mend, {"text": "古い", "version": 1})
    assert stale.status_code == 422

    shown = client.get(room).content.decode()
    assert "直した記録" in shown
    assert "いまここ" in shown
    assert "いま話し合っています" in shown
    assert "いつ？" in client.get(reverse("reviews:screen", args=[session.pk])).content.decode()


def test_a_script_is_answered_in_json_and_told_what_is_wrong(client, session, project):
    client.force_login(UserFactory())
    url, headers = reverse("reviews:ask", args=[session.pk]), {"Accept": "application/json"}

    wrong = client.post(url, {"project": project.pk, "text": " "}, headers=headers)
    right = client.post(url, {"project": project.pk, "text": "いつ？"}, headers=headers)

    assert wrong.json()["errors"]
    assert right.status_code == 201


def test_a_visitor_reads_the_room_and_is_offered_no_forms_of_others(client, session, project):
    QuestionFactory(session=session, project=project)
    shown = client.get(reverse("reviews:room", args=[session.pk])).content.decode()
    assert 'id="room-ask"' in shown
    assert 'id="room-note"' not in shown


def test_a_question_that_a_moderator_hid_leaves_a_reason_and_comes_back(client, session, project):
    question = ask(session, project, text="電話番号は043-000-0000です。")
    subject = find_subject("question", question.pk)
    moderator = RoleGrantFactory(role=Role.MODERATOR).user
    before = session.room.last_change
    decide(
        actor=moderator, subject=subject, deed=ModerationDeed.HIDE, reason="番号が書かれています。"
    )

    question.refresh_from_db()
    [message, _screen] = told(session, after=before)
    for page in (message["html"], client.get(session.get_absolute_url()).text):
        assert "043-000-0000" not in page
        assert "番号が書かれています。" in page
    assert not Question.objects.in_sight().exists()
    for deed in (
        lambda: support_question(actor=UserFactory(), question=question),
        lambda: answer_question(
            actor=holder_of(Role.ANALYST), question=question, answer="来月です。", language="ja"
        ),
    ):
        with pytest.raises(QuestionIsHidden):
            deed()
    decide(
        actor=moderator, subject=subject, deed=ModerationDeed.SHOW, reason="市の窓口の番号でした。"
    )
    assert "043-000-0000" in client.get(session.get_absolute_url()).text


def test_the_rules_of_the_city_hold_for_questions_as_well(session, project):
    set_rules(
        actor=RoleGrantFactory(role=Role.MODERATOR).user,
        new_account_days=3,
        new_account_posts=1,
        watches_links=True,
        refused_words="ばか",
        watched_words="電話",
        reason="宣伝が続いたため、件数を決めます。",
    )
    asker = UserFactory()
    with pytest.raises(WordIsRefused):
        ask(session, project, asker, text="ばかですか。")
    question = ask(session, project, asker, text="電話はありますか。")
    assert Flag.objects.get().case.number == question.pk
    with pytest.raises(NewAccountIsLimited):
        ask(session, project, asker)


@pytest.mark.django_db(transaction=True)
def test_whoever_follows_hears_of_a_question_within_two_seconds(project):
    session = held_session(project)
    with serving() as host:
        url = f"ws://{host}/ws/reviews/{session.pk}/?language=en&after=0"
        with connect(url, origin=f"http://{host}", proxy=None, compression=None) as socket:
            asked_at = time.monotonic()
            ask(session, project)
            message = json.loads(socket.recv(timeout=10))
            delay = time.monotonic() - asked_at
    assert message["region"] == "questions"
    assert "I want to know" in message["html"]
    # A machine that does a dozen things at once may take its time; the journey looks at it.
    assert delay < 10
