"""Who may run an opinion map."""

from deliberation.models import OpinionMap
from portal.accounts.roles import Role
from portal.accounts.selectors import Person, roles_of


def runs_map(person: Person, opinion_map: OpinionMap) -> bool:
    """Whether the person decides what is asked there. One query, none for visitors."""
    if not person.is_authenticated:
        return False
    if person.pk == opinion_map.opened_by_id:
        return True
    return Role.MODERATOR in roles_of(person, opinion_map.item.cycle.area)
