"""Reports, those who say "me too", and the city's answers."""

from decimal import Decimal
from functools import partial
from typing import Any, TypedDict

from portal.common.written import language_of
from portal.demo.services.city import City
from portal.demo.services.pictures import drawn
from portal.demo.services.story import Hour
from portal.demo.texts import read
from proposals.services import (
    ReportAnswer,
    ReportText,
    answer_report,
    report_issue,
    support_report,
)
from proposals.states import Channel, ReportState

# The file, its cycle, and the last day on which a report of it may be supported.
FILES = (
    ("city_past", "city-past", -816),
    ("ward", "ward-now", -151),
    ("mihama", "mihama-now", -51),
    ("city_now", "city-now", -1),
)


def add_reports(city: City) -> None:
    for name, cycle, last_day in FILES:
        for row in read(f"reports/{name}.json"):
            city.story.add(row["day"], Hour.REPORT, partial(_report, city, cycle, row))
            for number, key in enumerate(row["supporters"], 1):
                day = min(row["day"] + number, last_day)
                city.story.add(day, Hour.SUPPORT, partial(_support, city, row["key"], key))
            for answer in row["answers"]:
                city.story.add(answer[1], Hour.ANSWER, partial(_answer, city, row, answer))


class Point(TypedDict):
    latitude: Decimal | None
    longitude: Decimal | None


def point(row: dict[str, Any]) -> Point:
    if "at" not in row:
        return Point(latitude=None, longitude=None)
    latitude, longitude = (Decimal(str(degrees)) for degrees in row["at"])
    return Point(latitude=latitude, longitude=longitude)


def _report(city: City, cycle: str, row: dict[str, Any]) -> None:
    text = ReportText(
        title=row["title"],
        text=row["text"],
        theme=city.themes[row["theme"]],
        area=city.areas[row["ward"]],
        language=row.get("language", "ja"),
        **point(row),
    )
    city.reports[row["key"]] = report_issue(
        actor=city.people[row["author"]],
        cycle=city.cycles[cycle],
        text=text,
        channel=Channel(row.get("channel", Channel.WEB)),
        photos=[drawn(row["photo"][0])] if "photo" in row else [],
        photo_description=row.get("photo", ["", ""])[1],
    )


def _support(city: City, report: str, person: str) -> None:
    support_report(actor=city.people[person], report=city.reports[report])


def _answer(city: City, row: dict[str, Any], answer: list[str]) -> None:
    state, _day, officer, message, *other = answer
    answer_report(
        actor=city.people[officer],
        report_id=city.reports[row["key"]].pk,
        answer=ReportAnswer(
            ReportState(state),
            message,
            duplicate_of=city.reports[other[0]] if other else None,
            language=language_of(message),
        ),
    )
