"""What is said while proposals are screened: opinions, questions and answers, an appeal."""

from functools import partial
from typing import Any

from portal.demo.services.city import City
from portal.demo.services.story import Hour
from proposals.services import (
    AppealAnswer,
    Opinion,
    answer_question,
    appeal_screening,
    ask_authors,
    decide_appeal,
    give_opinion,
)
from proposals.states import AppealOutcome, Judgement


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
