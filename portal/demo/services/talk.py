"""What people say to one another about reports, proposals and projects."""

from collections.abc import Callable
from functools import partial

from deliberation.services import post_contribution
from portal.common.written import language_of
from portal.demo.services.city import City
from portal.demo.services.story import Hour
from portal.demo.texts import read
from portal.lifecycle.models import Item

FILES = ("city_past", "ward", "city_now", "projects")


def add_talk(city: City) -> None:
    for name in FILES:
        for key, said in read(f"comments/{name}.json").items():
            for speaker, day, text, *language in said:
                spoken = language[0] if language else language_of(text)
                say = partial(_say, city, _item_of(name), key, speaker, text, spoken)
                city.story.add(day, Hour.SAY, say)


def _say(
    city: City,
    item_of: Callable[[City, str], int],
    key: str,
    speaker: str,
    text: str,
    language: str,
) -> None:
    """A speaker is a person, or a person for an organisation: "nakane/kitchen"."""
    person, _, organisation = speaker.partition("/")
    post_contribution(
        item=Item.objects.select_related("cycle__area").get(pk=item_of(city, key)),
        actor=city.people[person],
        text=text,
        language=language,
        organisation=city.organisations[organisation] if organisation else None,
    )


def _item_of(name: str) -> Callable[[City, str], int]:
    """A key of the file on projects names a project, elsewhere a report or a proposal."""
    return _project if name == "projects" else _report_or_proposal


def _project(city: City, key: str) -> int:
    return int(city.projects[key].pk)


def _report_or_proposal(city: City, key: str) -> int:
    return int((city.reports.get(key) or city.proposals[key]).pk)
