"""Where a person works who holds a role. Each app registers its own in AppConfig.ready()."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.accounts.selectors import roles_of


@dataclass(frozen=True)
class Workplace:
    """A page on which a role does its work, whether or not anything waits there now."""

    text: str | Promise
    url: str


Workplaces = Callable[[User, frozenset[Role]], list[Workplace]]
Table = Mapping[Role, Sequence[tuple[str | Promise, str]]]
"""For a role what its pages are called, with the name of the address, which takes no number."""
_workplaces: list[Workplaces] = []


def register_workplaces(workplaces: Workplaces) -> None:
    """Ask this function too, each time a person opens their page, with the roles they hold."""
    if workplaces not in _workplaces:
        _workplaces.append(workplaces)


def from_table(table: Table) -> Workplaces:
    """The pages of the roles, in the order of the table."""

    def workplaces(_user: User, roles: frozenset[Role]) -> list[Workplace]:
        return [
            Workplace(text, reverse(name))
            for role, pages in table.items()
            if role in roles
            for text, name in pages
        ]

    return workplaces


def workplaces_of(user: User) -> list[Workplace]:
    """Each page once, however many of the person's roles work there."""
    roles = roles_of(user)
    found = [place for each in _workplaces for place in each(user, roles)]
    return list({place.url: place for place in found}.values())
