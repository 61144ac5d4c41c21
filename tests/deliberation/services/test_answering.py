import pytest

from deliberation.errors import OpinionMapIsClosed, StatementIsNotOpen
from deliberation.models import PersonalAnswers
from deliberation.opinions import Answer
from deliberation.services import add_statement, answer_statement, close_map, forget_answers
from portal.lifecycle.errors import PhaseIsNotOpen
from portal.lifecycle.phases import PhaseState
from tests.factories.accounts import UserFactory
from tests.factories.opinions import map_with
from tests.threads import at_once

pytestmark = pytest.mark.django_db


def answer(person, opened, sequence, given):
    statement = opened.statements.select_related("opinion_map__item__cycle").get(sequence=sequence)
    return answer_statement(actor=person, statement=statement, answer=given)


def test_answers_stand_in_the_places_of_their_statements():
    opened, person = map_with(4), UserFactory()

    answer(person, opened, 3, Answer.DISAGREE)
    own = answer(person, opened, 1, Answer.AGREE)

    assert own.letters == "a-d"
    assert own.to(4) == Answer.NONE


def test_an_answer_may_be_given_anew():
    opened, person = map_with(4), UserFactory()

    answer(person, opened, 2, Answer.AGREE)

    assert answer(person, opened, 2, Answer.PASS).letters == "-p"


def test_a_statement_that_waits_is_not_answered():
    opened = map_with(0)
    add_statement(actor=UserFactory(), opinion_map=opened, text="木を増やす。")

    with pytest.raises(StatementIsNotOpen):
        answer(UserFactory(), opened, 1, Answer.AGREE)


def test_nothing_is_answered_on_a_closed_map_or_between_phases():
    opened, person = map_with(), UserFactory()
    opened.item.cycle.phases.update(state=PhaseState.CLOSED)
    with pytest.raises(PhaseIsNotOpen):
        answer(person, opened, 1, Answer.AGREE)

    opened.item.cycle.phases.update(state=PhaseState.OPEN)
    close_map(actor=opened.opened_by, opinion_map=opened)
    with pytest.raises(OpinionMapIsClosed):
        answer(person, opened, 1, Answer.AGREE)


def test_answers_are_taken_back_as_a_whole():
    opened, person = map_with(), UserFactory()
    answer(person, opened, 1, Answer.AGREE)
    answer(UserFactory(), opened, 1, Answer.AGREE)

    forget_answers(actor=person, opinion_map=opened)

    assert not PersonalAnswers.objects.filter(person=person).exists()
    assert PersonalAnswers.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_answers_given_at_once_none_is_lost():
    opened, person = map_with(6), UserFactory()

    at_once(*((lambda n=n: answer(person, opened, n, Answer.AGREE)) for n in range(1, 7)))

    assert PersonalAnswers.objects.get(person=person).letters == "aaaaaa"
