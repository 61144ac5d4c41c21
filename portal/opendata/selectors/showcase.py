"""Who looks at what was sent for the showcase, and who makes keys for programs."""

from django.contrib.auth.models import AnonymousUser

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.accounts.selectors import roles_of

ANSWER_REUSES = frozenset({Role.MODERATOR, Role.ADMINISTRATOR})


def may_answer_reuses(person: User | AnonymousUser) -> bool:
    return isinstance(person, User) and bool(roles_of(person) & ANSWER_REUSES)


def makes_keys(person: User | AnonymousUser) -> bool:
    return isinstance(person, User) and Role.DEPARTMENT_OFFICER in roles_of(person)
