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


Record = Callable[[User, int], list[Said]]
MOST = 50
_records: list[Record] = []


def register_record(record: Record) -> None:
    """Ask this function too for what a person said: so many of each kind, the newest."""
    if record not in _records:
        _records.append(record)


def record_of(user: User, most: int = MOST) -> list[Said]:
    """What the person said, newest first: at least the newest so many."""
    record = [said for record in _records for said in record(user, most)]
    return sorted(record, key=lambda said: said.at, reverse=True)
