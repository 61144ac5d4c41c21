"""An auditor reads the sampled paper ballots again; whether they agree is kept for good."""

from django.db import transaction

from portal.accounts.models import User
from portal.accounts.permissions import require_role
from portal.accounts.roles import Role
from portal.accounts.services.audit import record
from voting.models import AuditedBallot, HeldVote, PaperBatch
from voting.paper_words import CannotBeTyped, choice_of
from voting.roll_errors import BallotCannotBeRead, BallotIsNotToBeAudited
from voting.selectors.frozen import FrozenVote
from voting.selectors.paper import paper_of
from voting.selectors.paper_audit import audit_of


@transaction.atomic
def audit_ballot(
    *, actor: User, vote: FrozenVote, batch: int, number: int, typed: str
) -> AuditedBallot:
    """Write down what an auditor reads on a ballot of the sample, and whether the record says so.

    It is typed without having seen what the record says, and once.

    Raises:
        RoleIsRequired: the actor is no auditor.
        BallotIsNotToBeAudited: no seed is there yet, it is not in the sample, or it was read.
        BallotCannotBeRead: no ballot of this vote can say this.
    """
    require_role(actor, Role.AUDITOR)
    held = HeldVote.objects.select_for_update().get(pk=vote.pk)
    audit = audit_of(held)
    if audit is None or (batch, number) not in audit.left:
        raise BallotIsNotToBeAudited
    try:
        choice = choice_of(typed, vote.definition.form.packing)
    except CannotBeTyped:
        raise BallotCannotBeRead from None
    bundle = PaperBatch.objects.select_related("electorate").get(election=vote.pk, number=batch)
    agrees = paper_of(bundle).choices[number - 1] == choice
    audited = AuditedBallot.objects.create(
        batch=bundle, number=number, choice=list(choice), agrees=agrees, by=actor
    )
    record("audit_ballot", actor=actor, subject=bundle, number=number, agrees=agrees)
    return audited
