import pytest
from django.utils import timezone

from deliberation.models import OpinionGroups, OpinionMap
from deliberation.opinions import Answer
from deliberation.services import answer_statement, find_opinion_groups, look_for_changed_maps
from portal.jobs.services import do_once
from tests.factories.accounts import UserFactory
from tests.factories.opinions import answered_by, map_with

pytestmark = pytest.mark.django_db


def groups_of(opened):
    find_opinion_groups.call(opened.pk)
    return OpinionGroups.objects.get(pk=opened.pk)


def divided_map():
    opened = map_with(8)
    answered_by(opened, "aaaaaadd", 20)
    answered_by(opened, "ddddddaa", 15)
    return opened


def test_groups_are_found_in_what_people_answered():
    groups = groups_of(divided_map())

    assert [group["people"] for group in groups.found["groups"]] == [20, 15]
    assert groups.columns == [1, 2, 3, 4, 5, 6, 7, 8]
    assert len(groups.rows.splitlines()) == 35


def test_of_too_few_people_nothing_is_kept_and_nothing_published():
    opened = map_with(8)
    answered_by(opened, "aaaaaadd", 19)

    groups = groups_of(opened)

    assert groups.found is None
    assert groups.rows == ""


def test_an_edition_that_fewer_than_five_people_changed_waits():
    opened = divided_map()
    number = groups_of(opened).number
    answered_by(opened, "aaaaaaaa", 4, at=timezone.now())
    assert groups_of(opened).number == number

    answered_by(opened, "aaaaaaaa", 1, at=timezone.now())
    assert groups_of(opened).number == number + 1


def test_a_refused_statement_leaves_the_matrix():
    opened = divided_map()
    opened.statements.filter(sequence=3).update(state="refused", reason="理由")

    assert groups_of(opened).columns == [1, 2, 4, 5, 6, 7, 8]


def test_rows_are_published_in_no_order_of_ours():
    opened = divided_map()
    orders = set()
    for _ in range(5):
        OpinionGroups.objects.filter(pk=opened.pk).update(found=None)
        orders.add(groups_of(opened).rows)

    assert len(orders) > 1


def test_a_changed_map_is_looked_at_once_by_a_worker():
    opened = divided_map()
    statement = opened.statements.select_related("opinion_map__item__cycle").get(sequence=1)
    answer_statement(actor=UserFactory(), statement=statement, answer=Answer.AGREE)
    assert OpinionMap.objects.get().is_changed

    do_once()

    assert OpinionGroups.objects.get().found["answered"] == 36
    assert look_for_changed_maps() == 0
