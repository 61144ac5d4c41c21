"""Who may act on a project or a commitment: not every officer, but who answers for it."""

from portal.accounts.models import Organisation, User
from portal.accounts.roles import Role
from portal.accounts.selectors import Person, roles_of
from portal.lifecycle.models import Cycle
from reviews.errors import NotTheOwner


def acts_for(person: Person, organisation_id: int | None) -> bool:
    """Whether the person writes for the organisation. One query."""
    if organisation_id is None or not isinstance(person, User):
        return False
    return Organisation.objects.acted_for_by(person).filter(pk=organisation_id).exists()


def require_owner(actor: User, organisation_id: int | None) -> None:
    """Raises NotTheOwner unless the actor writes for the organisation."""
    if not acts_for(actor, organisation_id):
        raise NotTheOwner


def require_owner_or_analyst(actor: User, organisation_id: int | None, cycle: Cycle) -> None:
    """Readings come from who does the work, or from who checks it. Raises NotTheOwner."""
    if Role.ANALYST not in roles_of(actor, cycle.area):
        require_owner(actor, organisation_id)
