"""A review session from its announcement to its follow-up."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.lifecycle import lineage
from portal.lifecycle.events import write_event
from portal.lifecycle.models import Cycle
from portal.lifecycle.phases import Action, Phase
from portal.lifecycle.services import admit
from reviews.errors import (
    CommitmentsAreNotCarried,
    CommitmentsAreUnassigned,
    ProjectIsElsewhere,
    ProjectsAreMissing,
    SessionHasNotBegun,
    SessionIsInThePast,
)
from reviews.models import Project, ReviewSession, Snapshot
from reviews.selectors.room import AGENDA, LEFT_OPEN, SCREEN
from reviews.selectors.sessions import left_open_before
from reviews.selectors.snapshots import frozen
from reviews.services.admission import reason_of_length, session_for_organiser, some_text
from reviews.services.chairing import make_agenda
from reviews.services.room import show
from reviews.states import SESSION_BECOMES, SessionDeed


@transaction.atomic
def schedule_session(
    *,
    actor: User,
    cycle: Cycle,
    projects: Iterable[Project],
    title: str,
    scheduled_at: datetime,
    place: str = "",
    language: str = "ja",
) -> ReviewSession:
    """Announce a session; from now on it is counted, whatever becomes of it.

    Raises:
        RoleIsMissing, PhaseIsNotOpen: VERIFY opens it to analysts and facilitators.
        ProjectsAreMissing, ProjectIsElsewhere: it reviews nothing, or what is not of this cycle.
        SessionIsInThePast: nobody could come.
        TextIsMissing: it has no name.
    """
    admit(actor=actor, cycle=cycle, action=Action.HOLD_REVIEW)
    reviewed = list(projects)
    if not reviewed:
        raise ProjectsAreMissing
    if any(project.item.cycle_id != cycle.pk for project in reviewed):
        raise ProjectIsElsewhere
    if scheduled_at <= timezone.now():
        raise SessionIsInThePast
    session = ReviewSession.objects.create(
        cycle=cycle,
        title=some_text(title),
        place=place.strip(),
        scheduled_at=scheduled_at,
        language=language,
        scheduled_by=actor,
    )
    session.projects.set(reviewed)
    make_agenda(session)
    _tell(session, "reviews.session_scheduled", actor)
    return session


@transaction.atomic
def publish_memo(*, actor: User, session: ReviewSession, memo: str) -> ReviewSession:
    """Publish what the session will look at, and freeze the data behind it.

    It is due 48 hours before; later is shown as late.

    Raises:
        RoleIsMissing, PhaseIsNotOpen, SessionStateForbids: see session_for_organiser.
        TextIsMissing: there is no memo.
    """
    held = session_for_organiser(actor, session, SessionDeed.PUBLISH_MEMO)
    held.memo, held.memo_out_at = some_text(memo), timezone.now()
    Snapshot.objects.create(session=held, document=frozen(held))
    return _change(held, SessionDeed.PUBLISH_MEMO, actor, "reviews.memo_out")


@transaction.atomic
def hold_session(*, actor: User, session: ReviewSession) -> ReviewSession:
    """Open the session at its hour; its projects arrive in VERIFY.

    Raises:
        RoleIsMissing, PhaseIsNotOpen, SessionStateForbids: see session_for_organiser.
        SessionHasNotBegun: its hour has not come.
    """
    held = session_for_organiser(actor, session, SessionDeed.HOLD)
    now = timezone.now()
    if now < held.scheduled_at:
        raise SessionHasNotBegun(held.scheduled_at)
    held.held_at = now
    for project in held.projects.select_related("item"):
        if project.item.phase < Phase.VERIFY:
            lineage.reach(project.item, Phase.VERIFY)
    if not held.agenda.exists():
        make_agenda(held)
    opened = _change(held, SessionDeed.HOLD, actor, "reviews.session_held")
    show(opened, AGENDA, SCREEN, LEFT_OPEN)
    return opened


@transaction.atomic
def publish_follow_up(*, actor: User, session: ReviewSession, follow_up: str) -> ReviewSession:
    """Publish what the session came to. It is due within two days; later is shown as late.

    Raises:
        RoleIsMissing, PhaseIsNotOpen, SessionStateForbids: see session_for_organiser.
        CommitmentsAreUnassigned: names those without an owner or a due date.
        CommitmentsAreNotCarried: names those of earlier sessions that are open, and not passed on.
        TextIsMissing: there is no follow-up.
    """
    held = session_for_organiser(actor, session, SessionDeed.PUBLISH_FOLLOW_UP)
    if unassigned := list(held.commitments.unassigned().values_list("text", flat=True)):
        raise CommitmentsAreUnassigned(unassigned)
    waiting = left_open_before(held).exclude(carried__session=held)
    if texts := [commitment.text for commitment in waiting]:
        raise CommitmentsAreNotCarried(texts)
    held.follow_up, held.follow_up_out_at = some_text(follow_up), timezone.now()
    return _change(held, SessionDeed.PUBLISH_FOLLOW_UP, actor, "reviews.follow_up_out")


@transaction.atomic
def cancel_session(*, actor: User, session: ReviewSession, reason: str) -> ReviewSession:
    """Cancel a session that has not been held; it stays counted, with its reason.

    Raises:
        RoleIsMissing, PhaseIsNotOpen, SessionStateForbids: see session_for_organiser.
        ReasonIsMissing: a reason that explains nothing.
    """
    held = session_for_organiser(actor, session, SessionDeed.CANCEL)
    held.cancelled_reason, held.cancelled_at = reason_of_length(reason), timezone.now()
    return _change(held, SessionDeed.CANCEL, actor, "reviews.session_cancelled")


def _change(session: ReviewSession, deed: SessionDeed, actor: User, event: str) -> ReviewSession:
    session.state = SESSION_BECOMES[deed]
    session.save()
    _tell(session, event, actor)
    return session


def _tell(session: ReviewSession, event: str, actor: User) -> None:
    for project in session.projects.select_related("item__cycle"):
        write_event(event, item=project.item, actor=actor)
