"""The texts of a proposal one after the other, and what each changed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.accounts.models import User
from proposals.differences import Piece, differences
from proposals.models import Proposal
from proposals.names import DELIVERY_NAMES, FIELD_NAMES, Text
from proposals.states import PRIVATE_STATES, Delivery

TEXTS = ("title", "summary", "aim", "situation", "gap", "means")
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


def revisions_of(proposal: Proposal, *, for_writer: bool) -> list[Revision]:
    """The texts, oldest first; those before handing in are for the writers alone. One query."""
    rows = proposal.history.select_related("history_user", "theme", "area").order_by("history_id")
    if not for_writer:
        rows = rows.exclude(state__in=PRIVATE_STATES)
    first_of: dict[int, Any] = {}
    for row in rows:
        first_of.setdefault(row.revision, row)
    return [
        Revision(number, row.history_date, row.history_user, row)
        for number, row in first_of.items()
    ]


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
