"""What waits for a person to be done. Each app registers its own in AppConfig.ready()."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.accounts.selectors import roles_of
from portal.common.together import Asked, asked_at_once


@dataclass(frozen=True)
class Waiting:
    """One thing that somebody expects of this person: what, where, and until when, if so."""

    text: str
    url: str
    due: datetime | None = None


Tasks = Callable[[User, frozenset[Role]], Asked[Waiting]]
_tasks: list[Tasks] = []


def register_tasks(tasks: Tasks) -> None:
    """Ask this function too, each time a person opens their page, with the roles they hold."""
    if tasks not in _tasks:
        _tasks.append(tasks)


def tasks_for(user: User) -> list[Waiting]:
    """All that waits for the person: what is due first comes first, what is never due last."""
    return in_order(tasks_asked(user).read())


def tasks_asked(user: User) -> Asked[Waiting]:
    """The same, not read yet and in no order. One query, for the roles."""
    roles = roles_of(user)
    return asked_at_once(*(tasks(user, roles) for tasks in _tasks))


def in_order(tasks: list[Waiting]) -> list[Waiting]:
    return sorted(tasks, key=lambda task: task.due.timestamp() if task.due else float("inf"))
