"""What became of what a person said. Each app registers its own in AppConfig.ready()."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from portal.accounts.models import User
from portal.lifecycle.models import Item


@dataclass(frozen=True)
class Said:
    """Something a person did in public: the deed in words, on which item, and what came of it.

    `outcome` is the present state in words ("対応中", "採択されました"); empty if nothing yet.
    """

    deed: str
    item: Item
    at: datetime
    outcome: str = ""


Record = Callable[[User], list[Said]]
_records: list[Record] = []


def register_record(record: Record) -> None:
    """Ask this function too for what a person said: the newest 50 at most, items loaded."""
    if record not in _records:
        _records.append(record)


def record_of(user: User) -> list[Said]:
    """All that the person said, newest first."""
    found = [said for record in _records for said in record(user)]
    return sorted(found, key=lambda said: said.at, reverse=True)
