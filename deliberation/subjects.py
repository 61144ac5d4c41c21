"""What moderators look at: every kind of thing that people write. Each app registers its own."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from portal.lifecycle.names import Text

if TYPE_CHECKING:  # the tables of kinds are read before any model is there
    from portal.accounts.models import User
    from portal.lifecycle.models import Item


@dataclass(frozen=True)
class Subject:
    """One thing that somebody wrote in public, by the number of its row.

    `item` is what it is about, with its cycle and area loaded; `place` its number there as readers
    see it, or 0.
    """

    kind: str
    number: int
    item: "Item"
    author: "User"
    text: str
    language: str
    url: str
    is_hidden: bool
    place: int = 0


@dataclass(frozen=True)
class SubjectKind:
    """A kind of thing. `find` gives those of the numbers that are public, in few queries.

    `hide` and `show` put one out of sight and back, in the transaction of the decision; they tell
    its live readers, and nobody else.
    """

    name: str
    label: Text
    find: Callable[[Collection[int]], Mapping[int, Subject]]
    hide: Callable[[int, str, "User"], None]
    show: Callable[[int, "User"], None]


_kinds: dict[str, SubjectKind] = {}


def register_subjects(*kinds: SubjectKind) -> None:
    _kinds.update({kind.name: kind for kind in kinds})


def subject_kind(name: str) -> SubjectKind | None:
    """The kind of that name, or None where no app registered it."""
    return _kinds.get(name)


def all_subject_kinds() -> tuple[SubjectKind, ...]:
    return tuple(_kinds.values())


def find_subject(kind: str, number: int) -> Subject | None:
    """One thing that is public, hidden or not."""
    found = subject_kind(kind)
    return found.find([number]).get(number) if found else None


def subject_label(kind: str) -> str:
    found = subject_kind(kind)
    return str(found.label) if found else kind
