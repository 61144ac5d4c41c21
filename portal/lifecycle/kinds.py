"""The kinds of item and of event. Each app registers its own in AppConfig.ready()."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from portal.lifecycle.names import Text
from portal.lifecycle.phases import Phase

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class ItemKind:
    """A kind of item: its name, the page of one (by the item's number), its first phase.

    `list_url_name` is the page of all of them, which takes `?cycle=` with a cycle's slug.
    """

    name: str
    label: Text
    url_name: str
    phase: Phase
    list_url_name: str = ""


@dataclass(frozen=True)
class EventKind:
    """A kind of event: its sentence, with named places for `title` and the event's facts.

    With `along_the_path`, those who follow any earlier item of the path are told too: the
    first reporters and supporters. With `once_until_read`, a person is not told of the next
    event of the kind on an item before they have read of the last. `words` makes of the facts
    what further places the sentence has: what depends on the reader's language.
    """

    name: str
    sentence: Text
    along_the_path: bool = False
    once_until_read: bool = False
    words: Callable[[Facts], Mapping[str, str]] = dict


Notes = Callable[[Collection[int]], Mapping[int, str]]
"""Says in a line what became of each of these items, by their numbers."""

_items: dict[str, ItemKind] = {}
_notes: dict[str, Notes] = {}
_events: dict[str, EventKind] = {}


def register_items(*kinds: ItemKind) -> None:
    _items.update({kind.name: kind for kind in kinds})


def register_notes(kind_name: str, notes: Notes) -> None:
    """Let a kind say what became of its items: it stands beside their titles on a whole path."""
    _notes[kind_name] = notes


def register_events(*kinds: EventKind) -> None:
    _events.update({kind.name: kind for kind in kinds})


def kind(name: str) -> ItemKind:
    """The kind of item of that name. Raises KeyError for one that no app registered."""
    return _items[name]


def notes_on(kind_name: str, items: Collection[int]) -> Mapping[int, str]:
    """What the kind says of these items; nothing where it says nothing."""
    notes = _notes.get(kind_name)
    return notes(items) if notes else {}


def event_kind(name: str) -> EventKind:
    """The kind of event of that name. Raises KeyError for one that no app registered."""
    return _events[name]


def all_item_kinds() -> tuple[ItemKind, ...]:
    return tuple(sorted(_items.values(), key=lambda kind: kind.phase))


def all_event_kinds() -> tuple[EventKind, ...]:
    return tuple(_events.values())
