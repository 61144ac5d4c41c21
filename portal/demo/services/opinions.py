"""An opinion map, and what people answered on it."""

from functools import partial
from hashlib import sha256
from typing import Any

from deliberation.models import OpinionMap, Statement
from deliberation.opinions import Answer
from deliberation.services import add_statement, answer_statement, find_opinion_groups, open_map
from portal.demo.services.city import City
from portal.demo.services.story import Hour
from portal.demo.texts import read

PEOPLE = 27
# Of so many answers one is not as the person's leaning has it.
ONE_OF = 12


def add_opinions(city: City) -> None:
    for row in read("opinions.json"):
        city.story.add(row["day"], Hour.WORK, partial(_open, city, row))
        city.story.add(row["day"] + 1, Hour.SUPPORT, partial(_answer, city, row))
        city.story.add(row["added"]["day"], Hour.SAY, partial(_add, city, row["added"], row))


def _open(city: City, row: dict[str, Any]) -> None:
    actor = city.people[row["by"]]
    opened = open_map(
        actor=actor,
        cycle=city.cycles[row["cycle"]],
        question=row["question"],
        about=row["about"],
        concerns=[city.proposals[key].item for key in row["concerns"]],
    )
    for text in row["statements"]:
        add_statement(actor=actor, opinion_map=opened, text=text)


def _answer(city: City, row: dict[str, Any]) -> None:
    opened = _map(row)
    statements = list(Statement.objects.filter(opinion_map=opened).order_by("sequence"))
    for place, (key, person) in enumerate(list(city.people.items())[:PEOPLE]):
        leaning = row["leanings"][place % len(row["leanings"])]
        for statement, letter in zip(statements, leaning, strict=True):
            statement.opinion_map = opened
            answer_statement(
                actor=person, statement=statement, answer=_leant(key, statement, letter)
            )
    find_opinion_groups.call(opened.pk)


def _leant(key: str, statement: Statement, letter: str) -> Answer:
    """As the leaning has it, or, now and then, not."""
    drawn = sha256(f"{key}:{statement.sequence}".encode()).digest()[0]
    return Answer.PASS if drawn % ONE_OF == 0 else Answer(letter)


def _add(city: City, said: dict[str, Any], row: dict[str, Any]) -> None:
    add_statement(actor=city.people[said["by"]], opinion_map=_map(row), text=said["text"])


def _map(row: dict[str, Any]) -> OpinionMap:
    maps = OpinionMap.objects.select_related("item__cycle__area")
    return maps.get(item__title=row["question"])
