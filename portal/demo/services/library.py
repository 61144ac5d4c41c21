"""Data sets of the evidence library, and what residents asked to know."""

from datetime import date
from functools import partial
from typing import Any

from portal.common.written import language_of
from portal.demo.services.city import City
from portal.demo.services.story import Hour
from portal.demo.texts import DATA, read
from portal.evidence.licences import Licence
from portal.evidence.models import EvidenceRequest
from portal.evidence.services import (
    Description,
    RequestAnswer,
    add_data_set,
    decline_request,
    provide_data,
    request_evidence,
)


def add_library(city: City) -> None:
    for row in read("evidence/index.json"):
        city.story.add(row["day"], Hour.DATA, partial(_publish, city, row))
    for row in read("evidence/requests.json"):
        city.story.add(row["day"], Hour.SAY, partial(_ask, city, row))
        if "answer" in row:
            city.story.add(row["answer"]["day"], Hour.ANSWER, partial(_answer, city, row))


def _publish(city: City, row: dict[str, Any]) -> None:
    city.data_sets[row["key"]] = add_data_set(
        actor=city.people[row["by"]],
        cycle=city.cycles[row["cycle"]],
        organisation=city.organisations[row["organisation"]],
        description=Description(
            title=row["title"],
            about=row["about"],
            theme=city.themes[row["theme"]],
            area=city.areas[row["area"]],
            licence=Licence(row["licence"]),
            source=row["source"],
            made_on=_made_on(city, row["made_on"]),
        ),
        content=(DATA / "evidence" / row["file"]).read_bytes(),
    )


def _made_on(city: City, day: str | int) -> date:
    """Public figures have a date; invented ones a day of the story."""
    return date.fromisoformat(day) if isinstance(day, str) else city.calendar.date(day)


def _ask(city: City, row: dict[str, Any]) -> None:
    request_evidence(
        actor=city.people[row["by"]],
        cycle=city.cycles[row["cycle"]],
        text=row["text"],
        why=row["why"],
        language=row.get("language", "ja"),
    )


def _answer(city: City, row: dict[str, Any]) -> None:
    said = row["answer"]
    answer = RequestAnswer(
        text=said["text"],
        data_set=city.data_sets[said["data_set"]] if "data_set" in said else None,
        language=language_of(said["text"]),
    )
    asked = EvidenceRequest.objects.get(text=row["text"])
    give = provide_data if answer.data_set else decline_request
    give(actor=city.people[said["by"]], request_id=asked.pk, answer=answer)
