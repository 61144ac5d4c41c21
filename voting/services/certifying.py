"""An auditor confirms the counted result of a vote held here; only then it is told."""

from django.db import transaction

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.accounts.selectors import roles_of
from portal.accounts.services.audit import record
from portal.lifecycle.errors import RoleIsMissing
from portal.lifecycle.phases import Action
from voting.counting import found_from_json
from voting.errors import ResultIsNotCounted
from voting.models import Election, Result
from voting.roll_errors import SampleIsNotAudited
from voting.selectors.paper_audit import audit_of
from voting.services.ballots import hold_election
from voting.services.results import tell
from voting.states import ElectionState


@transaction.atomic
def certify_result(*, actor: User, election: Election) -> Result:
    """Certify the result of a vote held here, and tell everyone concerned.

    Raises:
        RoleIsMissing: the actor is no auditor.
        ElectionIsNot: its ballots are not opened, or it is certified already.
        ResultIsNotCounted: no worker has counted it yet, or it is a mock vote.
        SampleIsNotAudited: of the sample of paper ballots some were not read again.
    """
    if Role.AUDITOR not in roles_of(actor):
        raise RoleIsMissing(Action.CERTIFY_RESULT)
    held = hold_election(election, ElectionState.OPENED)
    result = Result.objects.filter(election=held).first()
    if result is None or not hasattr(held, "held"):
        raise ResultIsNotCounted
    audit = audit_of(held.held)
    if audit and audit.left:
        raise SampleIsNotAudited(len(audit.left))
    held.state = ElectionState.CERTIFIED
    held.save(update_fields=["state"])
    tell(held, found_from_json(result.outcome))
    record("certify_result", actor=actor, subject=held, input=result.input_sha256)
    return result
