from datetime import timedelta

import pytest
from django.utils import timezone

from portal.accounts.roles import Role
from portal.notices.record import record_of
from portal.notices.waiting import tasks_for
from reviews.states import ProjectState, SessionState
from tests.factories.accounts import UserFactory
from tests.factories.reviews import (
    CommitmentFactory,
    IndicatorFactory,
    ProjectFactory,
    QuestionFactory,
    ReadingFactory,
    ReviewSessionFactory,
    VerdictFactory,
    held_session,
    holder_of,
    owner_of,
)

pytestmark = pytest.mark.django_db


def texts_for(user):
    return [task.text for task in tasks_for(user)]


def test_an_owner_is_reminded_of_its_commitments_until_they_are_kept():
    kept = CommitmentFactory(text="地図を公開する")
    owner = owner_of(kept.project)

    [task] = tasks_for(owner)

    assert task.text == "約束を果たす：「地図を公開する」"
    assert timezone.localdate(task.due) == kept.due_on
    assert texts_for(owner_of(ProjectFactory())) == []


@pytest.mark.parametrize(("days", "waits"), [(100, True), (10, False)])
def test_an_owner_is_reminded_of_a_value_once_it_is_due(days, waits):
    """Quarterly: about ninety days after the baseline."""
    indicator = IndicatorFactory(
        name="夜の通行者",
        baseline_on=timezone.localdate() - timedelta(days=days),
        target_on=timezone.localdate() + timedelta(days=400),
    )

    expected = ["指標「夜の通行者」の値を記録する"] if waits else []
    assert texts_for(owner_of(indicator.project)) == expected


def test_a_value_that_is_there_waits_no_more():
    indicator = IndicatorFactory(
        baseline_on=timezone.localdate() - timedelta(days=100),
        target_on=timezone.localdate() + timedelta(days=400),
    )
    ReadingFactory(indicator=indicator, on=timezone.localdate())

    assert texts_for(owner_of(indicator.project)) == []


@pytest.mark.parametrize(
    ("state", "text"),
    [
        (SessionState.SCHEDULED, "「第1回」の事前資料を公開する"),
        (SessionState.MEMO_OUT, "「第1回」を開く"),
        (SessionState.HELD, "「第1回」の結果を公開する"),
        (SessionState.FOLLOW_UP_OUT, None),
    ],
)
def test_who_runs_sessions_is_reminded_of_the_next_step(state, text):
    held_session(ProjectFactory(), state=state, title="第1回")

    assert texts_for(holder_of(Role.ANALYST)) == ([text] if text else [])
    assert texts_for(UserFactory()) == []


def test_questions_without_an_answer_wait_for_who_runs_sessions():
    project = ProjectFactory()
    session = held_session(project, state=SessionState.FOLLOW_UP_OUT)
    QuestionFactory(session=session, project=project)

    assert texts_for(holder_of()) == ["答えを待っている検証会議への質問：1件"]


def test_what_a_person_asked_and_endorsed_is_in_their_record():
    project = ProjectFactory(state=ProjectState.UNDER_WAY)
    session = ReviewSessionFactory(cycle=project.item.cycle, reviewing=[project])
    resident = UserFactory()
    QuestionFactory(session=session, project=project, author=resident, answer="来月です。")
    VerdictFactory(project=project).endorsements.create(user=resident)

    said = {(one.deed, one.item.pk, one.outcome) for one in record_of(resident)}

    assert said == {
        ("検証会議に質問しました", project.pk, "答えがありました"),
        ("改善策に賛同しました", project.pk, "実施中"),
    }
