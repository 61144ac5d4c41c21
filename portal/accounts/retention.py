"""What is kept about people, why, and until when: one table, shown on the privacy page.

Each app registers its own rows in AppConfig.ready(). A row with `remove` is carried out by the
purge job; one without says why the thing stays. This module knows no model.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise


@dataclass(frozen=True)
class Retention:
    """One row: what, why and `term` are texts for residents.

    `until` says until when, with a place for the number of `days`, which count from the moment
    that it names. `remove` deletes what is due at the moment given and answers how many things
    it removed; it bears repetition.
    """

    name: str
    what: Promise
    why: Promise
    until: Promise
    days: int | None = None
    remove: Callable[[datetime], int] | None = None

    @property
    def term(self) -> str:
        return str(self.until) % {"days": self.days}


RETENTION: dict[str, Retention] = {}


def register_retention(*rows: Retention) -> None:
    RETENTION.update({row.name: row for row in rows})
