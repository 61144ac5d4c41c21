from datetime import timedelta
from itertools import product

import pytest
from django.utils import timezone

from portal.accounts.roles import Role
from portal.lifecycle.errors import PhaseIsNotOpen, ReasonIsMissing, RoleIsMissing
from portal.lifecycle.models import Event
from portal.lifecycle.phases import Phase, PhaseState
from portal.notices.models import Follow
from reviews.errors import (
    CommitmentsAreUnassigned,
    ProjectIsElsewhere,
    ProjectsAreMissing,
    SessionHasNotBegun,
    SessionIsInThePast,
    SessionStateForbids,
    TextIsMissing,
)
from reviews.models import ReviewSession
from reviews.services import (
    answer_question,
    ask_question,
    assign_commitment,
    cancel_session,
    carry_commitments,
    give_verdict,
    hold_session,
    make_commitment,
    publish_follow_up,
    publish_memo,
    schedule_session,
    set_agenda,
    support_question,
    take_chair,
    write_note,
)
from reviews.states import (
    SESSION_BECOMES,
    SESSION_DEEDS,
    NoteKind,
    ProjectState,
    SessionDeed,
    SessionState,
    VerdictKind,
)
from tests.factories.accounts import UserFactory
from tests.factories.reviews import (
    CommitmentFactory,
    ProjectFactory,
    QuestionFactory,
    ReviewSessionFactory,
    held_session,
    holder_of,
)

pytestmark = pytest.mark.django_db

REASON = "委員の半数が参加できなくなったため"


@pytest.fixture
def project():
    return ProjectFactory(state=ProjectState.UNDER_WAY)


@pytest.fixture
def analyst():
    return holder_of(Role.ANALYST)


def session_on(project, state=SessionState.SCHEDULED, **fields):
    return ReviewSessionFactory(
        cycle=project.item.cycle,
        state=state,
        reviewing=[project],
        # Its hour has come, so that it may be held.
        scheduled_at=fields.pop("scheduled_at", timezone.now() - timedelta(minutes=1)),
        cancelled_reason=REASON if state == SessionState.CANCELLED else "",
        **fields,
    )


def schedule(actor, *projects, cycle=None, **fields):
    given = {
        "title": "第1回 検証会議",
        "scheduled_at": timezone.now() + timedelta(days=14),
        **fields,
    }
    return schedule_session(
        actor=actor, cycle=cycle or projects[0].item.cycle, projects=projects, **given
    )


# --- the table, deed by deed ---------------------------------------------------------------


def deeds_on(session, project):
    return {
        SessionDeed.ASK: lambda: ask_question(
            actor=UserFactory(), session=session, project=project, text="なぜ？", language="ja"
        ),
        SessionDeed.PUBLISH_MEMO: lambda: publish_memo(
            actor=holder_of(Role.ANALYST), session=session, memo="資料"
        ),
        SessionDeed.HOLD: lambda: hold_session(actor=holder_of(), session=session),
        SessionDeed.ANSWER: lambda: answer_question(
            actor=holder_of(),
            question=QuestionFactory(session=session, project=project),
            answer="来月です。",
            language="ja",
        ),
        SessionDeed.COMMIT: lambda: make_commitment(
            actor=holder_of(), session=session, project=project, text="年内に建てる"
        ),
        SessionDeed.PUBLISH_FOLLOW_UP: lambda: publish_follow_up(
            actor=holder_of(), session=session, follow_up="約束は1件です。"
        ),
        SessionDeed.GIVE_VERDICT: lambda: give_verdict(
            actor=holder_of(Role.PANEL_MEMBER),
            session=session,
            project=project,
            kind=VerdictKind.CONTINUE,
            reason="目標に向けて進んでいるため",
            evidence="2026年7月の通行者の計測",
        ),
        SessionDeed.CANCEL: lambda: cancel_session(
            actor=holder_of(), session=session, reason=REASON
        ),
        SessionDeed.SUPPORT: lambda: support_question(
            actor=UserFactory(), question=QuestionFactory(session=session, project=project)
        ),
        SessionDeed.SET_AGENDA: lambda: set_agenda(
            actor=holder_of(), session=session, titles=["前回の約束"]
        ),
        SessionDeed.CHAIR: lambda: take_chair(actor=holder_of(), session=session),
        SessionDeed.WRITE_NOTE: lambda: write_note(
            actor=holder_of(), session=session, kind=NoteKind.NOTE, text="記録", language="ja"
        ),
        SessionDeed.CARRY: lambda: carry_commitments(actor=holder_of(), session=session),
    }


@pytest.mark.parametrize(("deed", "state"), list(product(SessionDeed, SessionState)))
def test_a_session_allows_its_deeds_in_their_states_and_in_no_other(project, deed, state):
    session = session_on(project, state)
    act = deeds_on(session, project)[deed]

    if state in SESSION_DEEDS[deed]:
        act()
        expected = SESSION_BECOMES.get(deed, state)
    else:
        with pytest.raises(SessionStateForbids):
            act()
        expected = state
    session.refresh_from_db()
    assert session.state == expected


def test_every_deed_of_the_table_has_a_service(project):
    assert set(deeds_on(session_on(project), project)) == set(SessionDeed)


# --- scheduling ----------------------------------------------------------------------------


def test_a_scheduled_session_is_told_to_who_follows_its_projects(project, analyst):
    session = schedule(analyst, project)

    assert session.state == SessionState.SCHEDULED
    assert list(session.projects.all()) == [project]
    assert Event.objects.get(kind="reviews.session_scheduled").item == project.item


def test_a_resident_schedules_no_session(project):
    with pytest.raises(RoleIsMissing):
        schedule(UserFactory(), project)


def test_a_session_is_scheduled_in_its_phase_only(project, analyst):
    project.item.cycle.phases.filter(phase=Phase.VERIFY).update(state=PhaseState.AHEAD)

    with pytest.raises(PhaseIsNotOpen):
        schedule(analyst, project)


def test_a_session_reviews_something(project, analyst):
    with pytest.raises(ProjectsAreMissing):
        schedule(analyst, cycle=project.item.cycle)


def test_a_session_reviews_projects_of_its_own_cycle(project, analyst):
    with pytest.raises(ProjectIsElsewhere):
        schedule(analyst, project, ProjectFactory())


def test_a_session_is_not_scheduled_for_yesterday(project, analyst):
    with pytest.raises(SessionIsInThePast):
        schedule(analyst, project, scheduled_at=timezone.now())


def test_a_session_has_a_name(project, analyst):
    with pytest.raises(TextIsMissing):
        schedule(analyst, project, title=" ")


# --- memo, session, follow-up --------------------------------------------------------------


def test_a_memo_says_something(project, analyst):
    with pytest.raises(TextIsMissing):
        publish_memo(actor=analyst, session=session_on(project), memo="")


def test_a_late_memo_is_published_and_dated(project, analyst):
    session = session_on(project, scheduled_at=timezone.now() + timedelta(hours=1))

    published = publish_memo(actor=analyst, session=session, memo="資料")

    assert published.memo_out_at > published.memo_due_at


def test_a_session_is_not_held_before_the_hour_that_was_announced(project):
    session = session_on(
        project, SessionState.MEMO_OUT, scheduled_at=timezone.now() + timedelta(minutes=5)
    )

    with pytest.raises(SessionHasNotBegun):
        hold_session(actor=holder_of(), session=session)


def test_a_held_session_brings_its_projects_into_verify(project):
    hold_session(actor=holder_of(), session=session_on(project, SessionState.MEMO_OUT))

    project.item.refresh_from_db()
    assert project.item.phase == Phase.VERIFY


@pytest.mark.parametrize("gap", ["owner", "due_on"])
def test_no_follow_up_while_a_commitment_has_no_owner_or_date(project, gap):
    session = held_session(project)
    commitment = CommitmentFactory(project=project, session=session, **{gap: None})

    with pytest.raises(CommitmentsAreUnassigned) as refusal:
        publish_follow_up(actor=holder_of(), session=session, follow_up="約束は1件です。")

    assert refusal.value.texts == [commitment.text]


def test_the_follow_up_comes_out_once_every_commitment_is_assigned(project):
    session, facilitator = held_session(project), holder_of()
    commitment = CommitmentFactory(project=project, session=session, owner=None)
    assign_commitment(
        actor=facilitator,
        commitment=commitment,
        owner=project.owner,
        due_on=timezone.localdate(),
    )

    done = publish_follow_up(actor=facilitator, session=session, follow_up="約束は1件です。")

    assert done.state == SessionState.FOLLOW_UP_OUT
    assert done.follow_up_out_at <= done.follow_up_due_at


def test_a_follow_up_says_something(project):
    with pytest.raises(TextIsMissing):
        publish_follow_up(actor=holder_of(), session=held_session(project), follow_up="")


def test_a_session_is_cancelled_with_a_reason_of_real_length(project):
    with pytest.raises(ReasonIsMissing):
        cancel_session(actor=holder_of(), session=session_on(project), reason="都合")

    assert ReviewSession.objects.get().state == SessionState.SCHEDULED


def test_a_cancelled_session_stays_with_its_reason(project):
    cancel_session(actor=holder_of(), session=session_on(project), reason=REASON)

    assert ReviewSession.objects.get().cancelled_reason == REASON


# --- questions -----------------------------------------------------------------------------


def test_who_asks_hears_the_answer(project):
    resident, session = UserFactory(), session_on(project)
    question = ask_question(
        actor=resident, session=session, project=project, text="いつから？", language="ja"
    )

    answer_question(actor=holder_of(), question=question, answer="来月です。", language="ja")

    event = Event.objects.get(kind="reviews.question_answered")
    assert Follow.objects.filter(user=resident, item=event.item).exists()


def test_a_question_is_about_a_project_of_the_session(project):
    with pytest.raises(ProjectIsElsewhere):
        ask_question(
            actor=UserFactory(),
            session=session_on(project),
            project=ProjectFactory(),
            text="なぜ？",
            language="ja",
        )


@pytest.mark.parametrize("text", ["", "  \n"])
def test_a_question_and_an_answer_say_something(project, text):
    session = session_on(project)
    with pytest.raises(TextIsMissing):
        ask_question(
            actor=UserFactory(), session=session, project=project, text=text, language="ja"
        )
    question = QuestionFactory(session=session, project=project)
    with pytest.raises(TextIsMissing):
        answer_question(actor=holder_of(), question=question, answer=text, language="ja")


def test_a_resident_answers_nothing(project):
    question = QuestionFactory(session=session_on(project), project=project)

    with pytest.raises(RoleIsMissing):
        answer_question(actor=UserFactory(), question=question, answer="来月", language="ja")
