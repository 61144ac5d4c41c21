"""A vote that was set up wrongly is withdrawn before it is frozen, with a reason for everyone."""

from django.db import transaction

from portal.accounts.models import User
from portal.accounts.services.audit import record
from portal.lifecycle.events import write_event
from voting.models import Election, Withdrawal
from voting.selectors.deeds import require_may_run
from voting.services.ballots import hold_election
from voting.states import ElectionState


@transaction.atomic
def withdraw_election(*, actor: User, election: Election, reason: str) -> Withdrawal:
    """Say that a prepared vote will not be held; its proposals may be put on another ballot.

    The phase need not be open: a vote that missed it would stay prepared for ever.

    Raises:
        RoleIsMissing: the actor does not run votes of this kind here.
        ElectionIsNot: it is frozen, or its ballots are in: then it takes its course.
    """
    require_may_run(actor, election)
    held = hold_election(election, ElectionState.PREPARED)
    held.state = ElectionState.WITHDRAWN
    held.save(update_fields=["state"])
    withdrawal = Withdrawal.objects.create(election=held, reason=reason, by=actor)
    for option in held.options.select_related("item__cycle"):
        write_event("voting.option_withdrawn", item=option.item)
    record("withdraw_election", actor=actor, subject=held)
    return withdrawal
