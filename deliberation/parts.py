"""Parts of a page that are made anew, once per language, for all who look at it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from channels.db import database_sync_to_async
from django.template.loader import render_to_string
from django.utils import translation

from deliberation.models import OpinionGroups
from deliberation.rendering import LANGUAGES
from deliberation.selectors.opinions import found_in
from deliberation.selectors.pictures import urls_of_map
from portal.common.furigana import furigana_shown
from portal.live.messages import Message, Missed, StreamIsClosed
from portal.live.publishing import publish


def parts_as_text(number: int, parts: Mapping[str, str]) -> str:
    """What a browser puts in the places of those names."""
    return json.dumps({"type": "parts", "number": number, "parts": parts}, ensure_ascii=False)


def group_of_map(map_id: int, language: str) -> str:
    return f"opinions.{map_id}.{language}"


def broadcast_groups(groups: OpinionGroups) -> None:
    """Show what was found anew to all who look at the map. Called on commit."""
    for language in LANGUAGES:
        text = groups_as_text(groups, language=language)
        publish(group_of_map(groups.pk, language), Message(groups.number, text))


def groups_as_text(groups: OpinionGroups, *, language: str) -> str:
    with translation.override(language), furigana_shown(shown=False):
        statements = groups.opinion_map.statements.all()
        context = {
            "opinion_map": groups.opinion_map,
            "found": found_in(groups, statements),
            "picture": urls_of_map(groups),
        }
        html = render_to_string("deliberation/_groups.html", context)
        return parts_as_text(groups.number, {"groups": html})


@dataclass(frozen=True)
class MapStream:
    """The editions of what was found in a map, in one language. Only the newest is told."""

    map_id: int
    language: str

    @property
    def group(self) -> str:
        return group_of_map(self.map_id, self.language)

    async def since(self, number: int) -> Missed:
        missed: Missed = await database_sync_to_async(self._since)(number)
        return missed

    def _since(self, number: int) -> Missed:
        groups = OpinionGroups.objects.filter(pk=self.map_id).select_related("opinion_map__item")
        newest = groups.first()
        if newest is None:
            raise StreamIsClosed
        if newest.number <= number:
            return Missed((), newest.number)
        text = groups_as_text(newest, language=self.language)
        return Missed((Message(newest.number, text),), newest.number)
