"""Who may act at the counter of a vote, who is its registrar, who a trustee.

Not whoever holds the role: the vote names them; and not whoever it names: they hold it still.
"""

from portal.accounts.models import User
from portal.accounts.permissions import require_role
from portal.accounts.roles import Role
from portal.lifecycle.errors import RoleIsMissing
from portal.lifecycle.phases import Action
from voting.models import Election, HeldVote, TrusteeSeat


def require_clerk(actor: User, election: Election) -> None:
    """Raises RoleIsRequired unless the actor is a clerk for the area of the vote."""
    require_role(actor, Role.COUNTER_CLERK, election.cycle.area)


def require_registrar(actor: User, election_id: int) -> None:
    """Of several registrars the one whom the vote names; a roll holds names and addresses.

    Raises RoleIsRequired, RoleIsMissing.
    """
    require_role(actor, Role.REGISTRAR)
    if HeldVote.objects.filter(pk=election_id).exclude(registrar=actor).exists():
        raise RoleIsMissing(Action.LIST_VOTERS)


def require_seat(actor: User, held: HeldVote) -> TrusteeSeat:
    """The actor's own seat among the trustees, as long as they hold the role.

    Raises RoleIsRequired, RoleIsMissing.
    """
    require_role(actor, Role.TRUSTEE)
    seat = TrusteeSeat.objects.filter(held=held, person=actor).first()
    if seat is None:
        raise RoleIsMissing(Action.HOLD_KEYS)
    return seat
