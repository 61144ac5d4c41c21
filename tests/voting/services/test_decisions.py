from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from portal.accounts.roles import Role
from portal.lifecycle.errors import PhaseIsNotOpen, ReasonIsMissing, RoleIsMissing
from portal.lifecycle.events import sentence
from portal.lifecycle.models import Event
from portal.lifecycle.phases import Phase, PhaseState
from tests.factories.accounts import RoleGrantFactory, UserFactory
from tests.factories.lifecycle import cycle_in
from tests.factories.voting import counted_election, opened_election
from voting.errors import (
    AmountDoesNotFit,
    DecisionIsInTheFuture,
    DecisionIsRecorded,
    ElectionIsNot,
    ElectionIsOfTheOtherKind,
)
from voting.models import Decision, PriorityAnswer
from voting.services import answer_priorities, record_decision
from voting.states import ElectionKind

pytestmark = pytest.mark.django_db

# Three at 400,000 under 1,000,000: the first two are funded.
BALLOTS = {(0, 1): 4, (0,): 1, (2,): 2}
REASON = "国の補助金を充てることができるため"


@pytest.fixture
def mayor():
    return RoleGrantFactory(role=Role.MAYORS_OFFICE).user


@pytest.fixture
def options():
    return list(counted_election(BALLOTS).options.select_related("election__cycle__area"))


PRIORITIES = {(0, 1): 3, (1,): 1}


def priorities(phase=Phase.BUDGET, counted=True, ballots=PRIORITIES, **fields):
    build = counted_election if counted else opened_election
    return build(
        ballots,
        costs=(None, None, None),
        kind=ElectionKind.PRIORITY,
        budget=None,
        cycle=cycle_in(phase),
        **fields,
    )


def decide(mayor, option, **fields):
    said = {"approved": True, "amount": Decimal(400_000), "decided_on": timezone.localdate()}
    return record_decision(actor=mayor, option=option, **said | fields)


def rejected(**fields):
    return {"approved": False, "amount": None, **fields}


def test_a_decision_that_follows_the_vote_needs_no_reason(mayor, options):
    funded, _, unfunded = options

    decide(mayor, funded)
    decide(mayor, unfunded, **rejected())

    assert list(Decision.objects.order_by("id").values_list("approved", "amount")) == [
        (True, 400_000),
        (False, None),
    ]


DIFFERENCES = {
    "no for yes": (0, rejected()),
    "yes for no": (2, {}),
    "less money": (0, {"amount": Decimal(399_999)}),
    "more money": (0, {"amount": Decimal(400_001)}),
}


@pytest.mark.parametrize("difference", DIFFERENCES)
@pytest.mark.parametrize("reason", ["", "   ", "予算の都合"])
def test_a_decision_that_differs_from_the_vote_needs_a_reason_of_real_length(
    mayor, options, difference, reason
):
    which, fields = DIFFERENCES[difference]

    with pytest.raises(ReasonIsMissing):
        decide(mayor, options[which], reason=reason, **fields)
    assert not Decision.objects.exists()

    decide(mayor, options[which], reason=REASON, **fields)
    assert Decision.objects.get().reason == REASON


@pytest.mark.parametrize(
    "fields",
    [
        {"amount": None},
        {"amount": Decimal(0)},
        {"amount": Decimal(-1)},
        {"approved": False},
        {"approved": False, "amount": Decimal(0)},
    ],
    ids=str,
)
def test_money_goes_with_approval_only(mayor, options, fields):
    with pytest.raises(AmountDoesNotFit):
        decide(mayor, options[0], reason=REASON, **fields)


def test_a_decision_is_recorded_once(mayor, options):
    decide(mayor, options[0])

    with pytest.raises(DecisionIsRecorded):
        decide(mayor, options[0], **rejected(reason=REASON))


def test_a_decision_is_recorded_after_it_was_made(mayor, options):
    with pytest.raises(DecisionIsInTheFuture):
        decide(mayor, options[0], decided_on=timezone.localdate() + timedelta(days=1))


def test_those_along_the_path_hear_of_a_decision(mayor, options):
    decide(mayor, options[0])
    decide(mayor, options[1], **rejected(reason=REASON))

    approved, refused = Event.objects.filter(item__in=[o.item for o in options]).order_by("id")
    assert "400,000 JPY" in sentence(approved)
    assert "可決されませんでした" in sentence(refused)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.PANEL_MEMBER, None])
def test_only_the_mayors_office_records_a_decision(options, role):
    actor = RoleGrantFactory(role=role).user if role else UserFactory()

    with pytest.raises(RoleIsMissing):
        decide(actor, options[0])


def test_a_decision_is_recorded_while_budget_is_open(mayor, options):
    options[0].election.cycle.phases.update(state=PhaseState.CLOSED)

    with pytest.raises(PhaseIsNotOpen):
        decide(mayor, options[0])


def test_nothing_is_decided_on_a_priority_or_before_the_count(mayor):
    with pytest.raises(ElectionIsOfTheOtherKind):
        decide(mayor, priorities().options.first())
    with pytest.raises(ElectionIsNot):
        decide(mayor, opened_election(BALLOTS).options.first())


def test_the_city_answers_priorities_and_may_write_an_answer_anew(mayor):
    election = priorities()
    first, second, third = election.options.all()
    texts = {
        first.pk: "来年度の予算案に入れます。",
        second.pk: "  ",
        third.pk: "次の計画で検討します。",
    }

    answer_priorities(actor=mayor, election=election, answers=texts)
    again = {**texts, third.pk: "見直しのうえ、次の計画で検討します。"}
    written = answer_priorities(actor=mayor, election=election, answers=again)

    assert [answer.option for answer in written] == [third]
    answers = dict(PriorityAnswer.objects.values_list("option", "text"))
    assert answers == {first.pk: texts[first.pk], third.pk: again[third.pk]}
    history = PriorityAnswer.history.filter(option_id=third.pk)
    assert list(history.values_list("text", "history_user")) == [
        (again[third.pk], mayor.pk),
        (texts[third.pk], mayor.pk),
    ]
    assert Event.objects.filter(kind="voting.priority_answered").count() == 3


def test_an_answer_says_something(mayor):
    election = priorities()

    with pytest.raises(ReasonIsMissing):
        answer_priorities(
            actor=mayor, election=election, answers={election.options.first().pk: "検討中"}
        )


def test_options_of_another_vote_are_not_answered(mayor, options):
    answers = {options[0].pk: "来年度の予算案に入れます。"}

    assert answer_priorities(actor=mayor, election=priorities(), answers=answers) == []


def test_priorities_are_answered_at_budget_by_the_mayors_office(mayor):
    answers = {}

    with pytest.raises(RoleIsMissing):
        answer_priorities(actor=UserFactory(), election=priorities(), answers=answers)
    with pytest.raises(PhaseIsNotOpen):
        answer_priorities(actor=mayor, election=priorities(Phase.CHOOSE), answers=answers)
    with pytest.raises(ElectionIsOfTheOtherKind):
        answer_priorities(actor=mayor, election=counted_election(BALLOTS), answers=answers)
    with pytest.raises(ElectionIsNot):
        answer_priorities(actor=mayor, election=priorities(counted=False), answers=answers)
