"""The texts of a proposal one after the other, and what each changed."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from portal.accounts.models import User
from proposals.differences import Piece, differences
from proposals.models import Proposal, Suggestion
from proposals.names import DELIVERY_NAMES, FIELD_NAMES, HINT_TEXTS, Text
from proposals.plain_words import remarks_on
from proposals.states import PRIVATE_STATES, Delivery

TEXTS = ("title", "summary", "aim", "situation", "gap", "means")
MOST_HINTS = 8
CHOICES = ("theme", "delivery", "area", "place", "point")


@dataclass(frozen=True)
class FieldChange:
    """One field that differs: its pieces for a text, else the two values."""

    name: Text
    pieces: list[Piece]
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Revision:
    """One text as it was saved. `row` is its first line in the history."""

    number: int
    at: datetime
    editor: User | None
    row: Any
    credits: list[str]

    @property
    def writers(self) -> str:
        """The names of all whose words are in it."""
        names = self.credits or ([self.editor.display_name] if self.editor else [])
        return _("、").join(names)


def revisions_of(proposal: Proposal, *, for_writer: bool) -> list[Revision]:
    """The texts, oldest first; those before handing in are for the writers alone. Two queries."""
    rows = proposal.history.select_related("history_user", "theme", "area").order_by("history_id")
    if not for_writer:
        rows = rows.exclude(state__in=PRIVATE_STATES)
    first_of: dict[int, Any] = {}
    for row in rows:
        first_of.setdefault(row.revision, row)
    named: dict[int, list[str]] = defaultdict(list)
    for revision, name in proposal.credits.values_list("revision", "user__display_name"):
        named[revision].append(name)
    return [
        Revision(number, row.history_date, row.history_user, row, named[number])
        for number, row in first_of.items()
    ]


@dataclass(frozen=True)
class HintOn:
    """What could be said more plainly, and where."""

    field: Text
    words: str
    text: Text


def hints_on(proposal: Proposal) -> list[HintOn]:
    """For a form without scripts: the first few. No query."""
    found = [
        HintOn(FIELD_NAMES[name], remark.words, HINT_TEXTS[remark.hint])
        for name in TEXTS
        for remark in remarks_on(getattr(proposal, name))
    ]
    return found[:MOST_HINTS]


@dataclass(frozen=True)
class Suggested:
    """A suggestion with what it would change."""

    row: Suggestion
    pieces: list[Piece]


def suggestions_of(proposal: Proposal) -> list[Suggested]:
    """All, newest first. One query."""
    rows = Suggestion.objects.filter(proposal=proposal).select_related("author")
    return [Suggested(row, differences(row.before, row.after)) for row in rows]


def changes_between(before: Any, after: Any) -> list[FieldChange]:
    """The fields in which two texts of a proposal differ, in the order of the page."""
    changed = [
        FieldChange(FIELD_NAMES[name], differences(getattr(before, name), getattr(after, name)))
        for name in TEXTS
        if getattr(before, name) != getattr(after, name)
    ]
    for name in CHOICES:
        old, new = _in_words(before, name), _in_words(after, name)
        if old != new:
            changed.append(FieldChange(FIELD_NAMES[name], [], old, new))
    return changed


def _in_words(row: Any, name: str) -> str:
    if name == "point":
        return "" if row.latitude is None else f"{row.latitude}, {row.longitude}"
    if name == "delivery":
        return str(DELIVERY_NAMES[Delivery(row.delivery)])
    value = getattr(row, name)
    return str(getattr(value, "name", value) or "")
