"""Who looks at what was sent for the showcase."""

from django.contrib.auth.models import AnonymousUser

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.accounts.selectors import roles_of

ANSWER_REUSES = frozenset({Role.MODERATOR, Role.ADMINISTRATOR})


def may_answer_reuses(person: User | AnonymousUser) -> bool:
    return isinstance(person, User) and bool(roles_of(person) & ANSWER_REUSES)
