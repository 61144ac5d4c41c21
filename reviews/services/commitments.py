"""Commitments: making them, saying who and until when, keeping them, or promising anew."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import Organisation, User
from portal.lifecycle import lineage
from portal.lifecycle.events import write_event
from portal.lifecycle.models import Cycle
from reviews.errors import (
    CommitmentsAreUnassigned,
    DueDateHasPassed,
    DueDateIsTheSame,
    ProjectIsElsewhere,
)
from reviews.models import Commitment, Project, ReviewSession
from reviews.services.admission import (
    commitment_for_organiser,
    commitment_for_owner,
    evidence_of_length,
    reason_of_length,
    session_for_organiser,
    some_text,
)
from reviews.services.room import show
from reviews.states import COMMITMENT_BECOMES, CommitmentDeed, SessionDeed


@transaction.atomic
def make_commitment(
    *,
    actor: User,
    session: ReviewSession,
    project: Project,
    text: str,
    owner: Organisation | None = None,
    due_on: date | None = None,
    language: str = "ja",
) -> Commitment:
    """Note what was promised in a session; who and until when may be settled before it closes.

    Raises:
        RoleIsMissing, PhaseIsNotOpen, SessionStateForbids: see session_for_organiser.
        ProjectIsElsewhere: the session does not look at the project.
        DueDateHasPassed: it could not be kept.
        TextIsMissing: nothing is promised.
    """
    held = session_for_organiser(actor, session, SessionDeed.COMMIT)
    if not held.projects.filter(pk=project.pk).exists():
        raise ProjectIsElsewhere
    if due_on is not None:
        _require_future(due_on)
    commitment = _place(
        held.cycle,
        Commitment(
            session=held,
            project=project,
            text=some_text(text),
            language=language,
            owner=owner,
            due_on=due_on,
            made_by=actor,
        ),
    )
    lineage.link(project.item, commitment.item)
    write_event("reviews.commitment_made", item=commitment.item, actor=actor)
    show(held, f"commitment-{commitment.pk}")
    return commitment


@transaction.atomic
def assign_commitment(
    *, actor: User, commitment: Commitment, owner: Organisation, due_on: date
) -> Commitment:
    """Say who keeps a commitment and until when, before the session is closed.

    Raises:
        RoleIsMissing, PhaseIsNotOpen, SessionStateForbids: see session_for_organiser.
        CommitmentStateForbids: it is done, overdue or renegotiated.
        DueDateHasPassed: it could not be kept.
    """
    session_for_organiser(actor, commitment.session, SessionDeed.COMMIT)
    held = commitment_for_organiser(actor, commitment, CommitmentDeed.ASSIGN)
    _require_future(due_on)
    held.owner, held.due_on = owner, due_on
    held.save(update_fields=["owner", "due_on"])
    write_event("reviews.commitment_assigned", item=held.item, actor=actor)
    show(commitment.session, f"commitment-{held.pk}")
    return held


@transaction.atomic
def settle_commitment(*, actor: User, commitment: Commitment, evidence: str) -> Commitment:
    """Say that what was promised is done, and by what anyone can see it.

    Raises:
        RoleIsMissing, PhaseIsNotOpen, NotTheOwner, CommitmentStateForbids: see
            commitment_for_owner.
        EvidenceIsMissing: nobody could look it up.
    """
    held = commitment_for_owner(actor, commitment)
    held.evidence = evidence_of_length(evidence)
    held.state = COMMITMENT_BECOMES[CommitmentDeed.SETTLE]
    held.settled_at, held.settled_by = timezone.now(), actor
    held.save()
    write_event("reviews.commitment_settled", item=held.item, actor=actor)
    return held


@transaction.atomic
def renegotiate_commitment(
    *, actor: User, commitment: Commitment, due_on: date, reason: str
) -> Commitment:
    """Promise the same for another day; the first date stays visible, and counts as not kept.

    Not its owner moves the date, but who runs the sessions. Returns the new commitment.

    Raises:
        RoleIsMissing, PhaseIsNotOpen, CommitmentStateForbids: see commitment_for_organiser.
        CommitmentsAreUnassigned: there is no date yet that could be moved.
        ReasonIsMissing: a reason that explains nothing.
        DueDateHasPassed, DueDateIsTheSame: it is no new date.
    """
    held = commitment_for_organiser(actor, commitment, CommitmentDeed.RENEGOTIATE)
    if held.owner_id is None or held.due_on is None:
        raise CommitmentsAreUnassigned([held.text])
    why = reason_of_length(reason)
    _require_future(due_on)
    if due_on == held.due_on:
        raise DueDateIsTheSame(held.due_on)
    held.state = COMMITMENT_BECOMES[CommitmentDeed.RENEGOTIATE]
    held.save(update_fields=["state"])
    renewed = _place(
        held.item.cycle,
        Commitment(
            session=held.session,
            project_id=held.project_id,
            text=held.text,
            language=held.language,
            owner_id=held.owner_id,
            due_on=due_on,
            replaces=held,
            reason=why,
            made_by=actor,
        ),
    )
    lineage.link(held.item, renewed.item)
    write_event("reviews.commitment_renegotiated", item=held.item, actor=actor)
    return renewed


def _place(cycle: Cycle, commitment: Commitment) -> Commitment:
    commitment.item = lineage.place(
        "commitment", cycle=cycle, title=commitment.text, language=commitment.language
    )
    commitment.save(force_insert=True)
    return commitment


def _require_future(due_on: date) -> None:
    if due_on < timezone.localdate():
        raise DueDateHasPassed
