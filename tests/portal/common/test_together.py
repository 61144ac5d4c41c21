import pytest
from django.db.models import Count, Sum

from portal.accounts.models import User
from portal.common.together import read_together
from reviews.models import MoneyLine, Project, ReviewSession
from tests.factories.accounts import UserFactory
from tests.factories.reviews import MoneyLineFactory, ProjectFactory, QuestionFactory, held_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    project = ProjectFactory()
    for amount in (300, 100, 200):
        MoneyLineFactory(project=project, amount=amount)
    session = held_session(project)
    QuestionFactory.create_batch(2, session=session, project=project)
    return project


def queries():
    """Of every sort that a page asks: of one row and many, sliced, counted, plucked, prefetched."""
    return [
        MoneyLine.objects.select_related("project__item__cycle", "by").order_by("-amount"),
        MoneyLine.objects.order_by("amount")[1:2],
        Project.objects.listed(),
        Project.objects.prefetch_related("money_lines", "review_sessions"),
        ReviewSession.objects.values("projects").annotate(asked=Count("questions")),
        MoneyLine.objects.values_list("amount", flat=True).order_by("-amount"),
        MoneyLine.objects.values_list("kind").annotate(Sum("amount")),
        MoneyLine.objects.filter(amount=-1),
        MoneyLine.objects.filter(pk__in=[]),
        MoneyLine.objects.none(),
    ]


def test_many_queries_are_one_and_answer_as_each_would_alone(project, django_assert_num_queries):
    alone = [list(query) for query in queries()]
    asked = queries()

    with django_assert_num_queries(3):  # The one statement, and the two that are prefetched.
        read_together(*asked)
    with django_assert_num_queries(0):
        together = [list(query) for query in asked]
        lines = [(line.project.item.cycle.created_at, line.on, line.amount) for line in asked[0]]
        assert [len(one.money_lines.all()) for one in asked[3]] == [3]

    assert together == alone
    assert [line.amount for line in together[0]] == [300, 200, 100]
    assert lines == [
        (line.project.item.cycle.created_at, line.on, line.amount) for line in alone[0]
    ]
    assert type(lines[0][2]) is type(alone[0][0].amount)
    assert together[2][0].planned == alone[2][0].planned


def test_a_managers_children_know_their_parent(project, django_assert_num_queries):
    lines, sessions = project.money_lines.all(), project.review_sessions.all()
    read_together(lines, sessions)

    with django_assert_num_queries(0):
        assert all(line.project is project for line in lines)
        assert len(sessions) == 1


def test_what_was_read_is_not_read_again(project, django_assert_num_queries):
    lines, people = MoneyLine.objects.all(), User.objects.all()
    read_together(lines, people)
    UserFactory()
    with django_assert_num_queries(0):
        before = len(people)
        read_together(lines, people)
        assert len(people) == before


def test_one_query_alone_and_none_at_all(project, django_assert_num_queries):
    lines = MoneyLine.objects.all()
    with django_assert_num_queries(1):
        read_together(lines)
        read_together()
    assert len(lines) == 3
