"""Discussions that a facilitator chairs: what stands out, summaries, objections, an outcome."""

from functools import partial
from typing import Any

from deliberation.models import Contribution, Summary
from deliberation.services import close_thread, object_to, pin, summarise, take_chair
from portal.demo.services.city import City
from portal.demo.services.story import Hour
from portal.demo.texts import read
from portal.lifecycle.models import Item


def add_facilitation(city: City) -> None:
    add = city.story.add
    for row in read("facilitation.json"):
        add(row["chair"], Hour.JOIN, partial(_chair, city, row))
        for day, person in row.get("pins", ()):
            add(day, Hour.WORK, partial(_pin, city, row, person))
        for told in row.get("summaries", ()):
            add(told["day"], Hour.PHASES_CLOSE, partial(_summarise, city, row, told))
            if "objection" in told:
                day = told["objection"]["day"]
                add(day, Hour.SAY, partial(_object, city, told))
        if "closed" in row:
            add(row["closed"]["day"], Hour.PHASES_CLOSE, partial(_close, city, row))


def _chair(city: City, row: dict[str, Any]) -> None:
    take_chair(actor=city.people[row["by"]], item=_item(city, row))


def _pin(city: City, row: dict[str, Any], person: str) -> None:
    pin(actor=city.people[row["by"]], contribution=_said_by(city, row, person))


def _summarise(city: City, row: dict[str, Any], told: dict[str, Any]) -> None:
    summarise(
        actor=city.people[row["by"]],
        item=_item(city, row),
        text=told["text"],
        rests_on=[_said_by(city, row, person).sequence for person in told["rests_on"]],
    )


def _object(city: City, told: dict[str, Any]) -> None:
    summaries = Summary.objects.select_related("thread__item__cycle__area")
    said = told["objection"]
    object_to(
        actor=city.people[said["by"]], summary=summaries.get(text=told["text"]), text=said["text"]
    )


def _close(city: City, row: dict[str, Any]) -> None:
    told = row["closed"]
    close_thread(
        actor=city.people[row["by"]],
        item=_item(city, row),
        text=told["text"],
        counted=[_said_by(city, row, person).sequence for person in told["counted"]],
    )


def _item(city: City, row: dict[str, Any]) -> Item:
    return Item.objects.select_related("cycle__area").get(pk=city.proposals[row["item"]].pk)


def _said_by(city: City, row: dict[str, Any], person: str) -> Contribution:
    """The first opening of that person there."""
    found = Contribution.objects.openings().select_related("thread__item__cycle__area")
    opening = found.filter(thread=_item(city, row).pk, author=city.people[person]).first()
    assert opening is not None, (row["item"], person)
    return opening
