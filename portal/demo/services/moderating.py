"""What people reported to the moderators, and what became of it."""

from functools import partial
from typing import Any

from deliberation.services import appeal, decide, flag, post_contribution, set_rules
from deliberation.states import Ground, ModerationDeed
from deliberation.subjects import Subject, find_subject
from portal.common.written import language_of
from portal.demo.services.city import City
from portal.demo.services.story import Hour
from portal.demo.texts import read
from portal.lifecycle.models import Item


def add_moderation(city: City) -> None:
    told = read("moderation.json")
    city.story.add(told["rules"]["day"], Hour.WORK, partial(_rule, city, dict(told["rules"])))
    for case in told["cases"]:
        _add_case(city, case)


def _rule(city: City, rules: dict[str, Any]) -> None:
    del rules["day"]
    set_rules(actor=city.people[rules.pop("by")], **rules)


def _add_case(city: City, case: dict[str, Any]) -> None:
    """Each deed stands on what was written before, whose number is known only then."""
    found: list[int] = []
    add = city.story.add
    add(case["day"], Hour.SAY, partial(_say, city, case, found))
    for person, day, ground, note in case["flags"]:
        add(day, Hour.FLAG, partial(_flag, city, found, person, Ground(ground), note))
    if "appeal" in case:
        day, text = case["appeal"]
        add(day, Hour.SUBMIT, partial(_appeal, city, case["by"], found, text))
    for person, day, deed, ground, reason in case.get("decisions", ()):
        add(day, Hour.SCREEN, partial(_decide, city, found, person, deed, ground, reason))
    if "second" in case:
        person, day, deed, reason = case["second"]
        add(day, Hour.SCREEN, partial(_decide, city, found, person, deed, "", reason))


def _say(city: City, case: dict[str, Any], found: list[int]) -> None:
    about = city.reports.get(case["item"]) or city.proposals[case["item"]]
    item = Item.objects.select_related("cycle__area").get(pk=about.pk)
    text = case["text"]
    said = post_contribution(
        item=item, actor=city.people[case["by"]], text=text, language=language_of(text)
    )
    found.append(said.pk)


def _subject(found: list[int]) -> Subject:
    subject = find_subject("contribution", found[0])
    assert subject is not None, found
    return subject


def _flag(city: City, found: list[int], person: str, ground: Ground, note: str) -> None:
    flag(actor=city.people[person], subject=_subject(found), ground=ground, note=note)


def _appeal(city: City, person: str, found: list[int], text: str) -> None:
    appeal(actor=city.people[person], subject=_subject(found), text=text)


def _decide(city: City, found: list[int], person: str, deed: str, ground: str, reason: str) -> None:
    decide(
        actor=city.people[person],
        subject=_subject(found),
        deed=ModerationDeed(deed),
        reason=reason,
        ground=Ground(ground) if ground else None,
    )
