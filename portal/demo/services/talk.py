"""What people say to one another about reports, proposals and projects."""

from collections.abc import Callable
from functools import partial

from deliberation.models import Contribution
from deliberation.services import post_contribution, react
from deliberation.states import Kind, ReactionKind
from portal.common.written import language_of
from portal.demo.services.city import City
from portal.demo.services.story import Hour
from portal.demo.texts import read
from portal.lifecycle.models import Item

FILES = ("city_past", "ward", "city_now", "projects")


def add_talk(city: City) -> None:
    for name in FILES:
        for key, said in read(f"comments/{name}.json").items():
            for speaker, day, text, *more in said:
                marks = more[0] if more else {}
                say = partial(_say, city, _item_of(name), key, speaker, text, marks)
                city.story.add(day, Hour.SAY, say)


def _say(
    city: City,
    item_of: Callable[[City, str], int],
    key: str,
    speaker: str,
    text: str,
    marks: dict[str, str],
) -> None:
    """A speaker is a person, or a person for an organisation: "nakane/kitchen".

    The marks say of which `kind` it is, whose opening it replies `to`, with what `quote`, and who
    left a reaction to it: `thanks`, `learned`, with spaces between.
    """
    person, _, organisation = speaker.partition("/")
    item = Item.objects.select_related("cycle__area").get(pk=item_of(city, key))
    said = post_contribution(
        item=item,
        actor=city.people[person],
        text=text,
        language=language_of(text),
        organisation=city.organisations[organisation] if organisation else None,
        kind=Kind(marks.get("kind", "")),
        reply_to=_newest_of(city, item, marks["to"]) if "to" in marks else None,
        quote=marks.get("quote", ""),
    )
    for kind in ReactionKind:
        for reader in marks.get(kind, "").split():
            react(contribution=said, actor=city.people[reader], kind=kind)


def _newest_of(city: City, item: Item, person: str) -> Contribution:
    openings = Contribution.objects.with_speakers().openings().filter(thread=item.pk)
    newest = openings.filter(author=city.people[person]).last()
    assert newest is not None, (item.title, person)
    return newest


def _item_of(name: str) -> Callable[[City, str], int]:
    """A key of the file on projects names a project, elsewhere a report or a proposal."""
    return _project if name == "projects" else _report_or_proposal


def _project(city: City, key: str) -> int:
    return int(city.projects[key].pk)


def _report_or_proposal(city: City, key: str) -> int:
    return int((city.reports.get(key) or city.proposals[key]).pk)
