"""What became of what a person said. Each app registers its own in AppConfig.ready()."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from portal.accounts.models import User
from portal.common.together import Asked, asked_at_once
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


Record = Callable[[User, int], Asked[Said]]
MOST = 50
_records: list[Record] = []


def register_record(record: Record) -> None:
    """Ask this function too for what a person said: so many of each kind, the newest."""
    if record not in _records:
        _records.append(record)


def record_of(user: User) -> list[Said]:
    """What the person said, newest first."""
    return newest_first(record_asked(user).read())


def record_asked(user: User, most: int = MOST) -> Asked[Said]:
    """The same, not read yet and in no order."""
    return asked_at_once(*(record(user, most) for record in _records))


def newest_first(record: list[Said]) -> list[Said]:
    return sorted(record, key=lambda said: said.at, reverse=True)
