"""What is said while proposals are screened: opinions, questions and answers, an appeal."""

from decimal import Decimal
from functools import partial
from typing import Any

from portal.demo.services.city import City
from portal.demo.services.story import Hour
from proposals.models import DeliveryOption
from proposals.services import (
    AppealAnswer,
    Cost,
    Opinion,
    Time,
    Way,
    answer_question,
    appeal_screening,
    ask_authors,
    decide_appeal,
    estimate_option,
    explain_only_way,
    give_opinion,
)
from proposals.states import AppealOutcome, Delivery, Judgement, Risk

ONLY_WAY = (
    "提案した人と話し合い、提案のとおりの担い手で行うことが前提の事業なので、"
    "ほかの方法とは比べません。"
)


def add_consultations(city: City, row: dict[str, Any]) -> None:
    screening = row["screening"]
    for said in screening.get("opinions", ()):
        city.story.add(said["day"], Hour.DATA, partial(_give, city, row, said))
    for said in screening.get("questions", ()):
        city.story.add(said["day"], Hour.REPORT, partial(_ask, city, row, said))
        city.story.add(said["answered"], Hour.ANSWER, partial(_answer, city, row, said))
    if appeal := row.get("appeal"):
        city.story.add(appeal["day"], Hour.REPORT, partial(_appeal, city, row))
        city.story.add(appeal["decided"], Hour.CONCLUDE, partial(_decide, city, row))


def _give(city: City, row: dict[str, Any], said: dict[str, Any]) -> None:
    screening = city.proposals[row["key"]].screening
    give_opinion(
        actor=city.representative_of(said["department"]),
        opinion_id=screening.opinions.get(department=city.organisations[said["department"]]).pk,
        opinion=Opinion(Judgement(said["judgement"]), said["text"]),
    )


def _ask(city: City, row: dict[str, Any], said: dict[str, Any]) -> None:
    ask_authors(
        actor=city.people[row["screening"]["officer"]],
        proposal_id=city.proposals[row["key"]].pk,
        text=said["text"],
    )


def _answer(city: City, row: dict[str, Any], said: dict[str, Any]) -> None:
    proposal = city.proposals[row["key"]]
    answer_question(
        actor=city.people[row["author"]],
        question_id=proposal.questions.get(text=said["text"]).pk,
        answer=said["answer"],
    )


def _appeal(city: City, row: dict[str, Any]) -> None:
    appeal_screening(
        actor=city.people[row["author"]],
        proposal_id=city.proposals[row["key"]].pk,
        reason=row["appeal"]["reason"],
    )


def _decide(city: City, row: dict[str, Any]) -> None:
    appeal = row["appeal"]
    decide_appeal(
        actor=city.representative_of(appeal["department"]),
        proposal_id=city.proposals[row["key"]].pk,
        department=city.organisations[appeal["department"]],
        answer=AppealAnswer(AppealOutcome(appeal["outcome"]), appeal["answer"]),
    )


def estimated(city: City, row: dict[str, Any]) -> DeliveryOption:
    """The ways of delivery that the lead compared; the first is put to the vote."""
    screening = row["screening"]
    compared = [_estimate(city, row, said) for said in screening.get("options", [{}])]
    if len(compared) == 1:
        explain_only_way(
            actor=city.people[screening["officer"]],
            proposal_id=city.proposals[row["key"]].pk,
            reason=screening.get("only_way", ONLY_WAY),
        )
    return compared[0]


def _estimate(city: City, row: dict[str, Any], said: dict[str, Any]) -> DeliveryOption:
    """As it is written, or, where nothing is, the proposal's own way at the cost of the answer."""
    screening = row["screening"]
    only_line = [["事業費", screening["cost"], 1, screening["cost_basis"]]]
    low, high = said.get("satisfaction", (55, 75))
    return estimate_option(
        actor=city.people[screening["officer"]],
        proposal_id=city.proposals[row["key"]].pk,
        way=Way(
            delivery=Delivery(said.get("delivery", row["delivery"])),
            summary=said.get("summary", row["summary"]),
            satisfaction_low=low,
            satisfaction_high=high,
            satisfaction_basis=said.get("basis", "似た事業のあとに行った住民アンケートの結果から"),
            risk=Risk(said.get("risk", Risk.LOW)),
            risk_reason=said.get("risk_reason", screening["feasibility"]),
            costs=[_cost(*line) for line in said.get("costs", only_line)],
            times=[_time(*line) for line in said.get("times", ())],
        ),
    )


def _cost(name: str, price: int, quantity: int, source: str, *between: int) -> Cost:
    low, high = (Decimal(each) for each in between) if between else (None, None)
    return Cost(name, Decimal(price), Decimal(quantity), source, low=low, high=high)


def _time(name: str, before: int, after: int, cases: int, yen_per_hour: int, source: str) -> Time:
    return Time(name, Decimal(before), Decimal(after), cases, Decimal(yen_per_hour), source)
