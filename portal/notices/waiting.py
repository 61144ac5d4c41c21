"""What waits for a person to be done. Each app registers its own in AppConfig.ready()."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.accounts.selectors import roles_of


@dataclass(frozen=True)
class Waiting:
    """One thing that somebody expects of this person: what, where, and until when, if so."""

    text: str
    url: str
    due: datetime | None = None


Tasks = Callable[[User, frozenset[Role]], list[Waiting]]
_tasks: list[Tasks] = []


def register_tasks(tasks: Tasks) -> None:
    """Ask this function too, each time a person opens their page, with the roles they hold."""
    if tasks not in _tasks:
        _tasks.append(tasks)


def tasks_for(user: User) -> list[Waiting]:
    """All that waits for the person: what is due first comes first, what is never due last."""
    roles = roles_of(user)
    waiting = [task for tasks in _tasks for task in tasks(user, roles)]
    return sorted(waiting, key=lambda task: task.due.timestamp() if task.due else float("inf"))
