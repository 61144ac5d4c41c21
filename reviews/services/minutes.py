"""What is written together in a session: notes, decisions, and commitments passed on."""

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import Organisation, User
from portal.accounts.roles import Role
from portal.accounts.selectors import roles_of
from portal.lifecycle.phases import WHO_MAY, Action
from reviews.errors import (
    ChairDoesNotMendOthers,
    DecisionsAreNotYours,
    NoteHasChanged,
    NotTheOwner,
    ProjectIsElsewhere,
)
from reviews.models import CarriedCommitment, Commitment, Project, ReviewSession, Room, SessionNote
from reviews.selectors.room import LEFT_OPEN
from reviews.selectors.sessions import left_open_before
from reviews.services.admission import session_for_organiser, some_text
from reviews.services.room import show
from reviews.states import NoteKind, SessionDeed


def session_for_writer(actor: User, session: ReviewSession) -> ReviewSession:
    """The session, held, for who writes its minutes: who runs it, the panel, the owners' people.

    Raises:
        RoleIsMissing, PhaseIsNotOpen, SessionStateForbids: see session_for_organiser.
        NotTheOwner: the actor answers for none of its projects.
    """
    roles = roles_of(actor, session.cycle.area)
    for action in (Action.HOLD_REVIEW, Action.GIVE_VERDICT):
        if roles & WHO_MAY[action]:
            return session_for_organiser(actor, session, SessionDeed.WRITE_NOTE, action)
    held = session_for_organiser(actor, session, SessionDeed.WRITE_NOTE, Action.UPDATE_PROJECT)
    owners = held.projects.values("owner")
    if not Organisation.objects.acted_for_by(actor).filter(pk__in=owners).exists():
        raise NotTheOwner
    return held


@transaction.atomic
def write_note(
    *,
    actor: User,
    session: ReviewSession,
    kind: NoteKind,
    text: str,
    language: str,
    project: Project | None = None,
) -> SessionNote:
    """Add a line to the minutes, or note what was decided.

    Raises:
        RoleIsMissing, PhaseIsNotOpen, SessionStateForbids, NotTheOwner: see session_for_writer.
        DecisionsAreNotYours: an owner notes a decision about itself.
        ProjectIsElsewhere: the session does not look at the project.
        TextIsMissing: nothing is written.
    """
    held = session_for_writer(actor, session)
    decides = {Role.ANALYST, Role.FACILITATOR, Role.PANEL_MEMBER}
    if kind == NoteKind.DECISION and not decides & roles_of(actor, held.cycle.area):
        raise DecisionsAreNotYours
    if project is not None and not held.projects.filter(pk=project.pk).exists():
        raise ProjectIsElsewhere
    note = SessionNote(
        session=held,
        project=project,
        kind=kind,
        text=some_text(text),
        language=language,
        author=actor,
    )
    note.edited_by = actor
    note.save(force_insert=True)
    show(held, f"note-{note.pk}")
    return note


@transaction.atomic
def mend_note(
    *, actor: User, note: SessionNote, text: str, language: str, version: int
) -> SessionNote:
    """Write a line anew; the history keeps what stood there. Who chairs mends only their own.

    Raises:
        RoleIsMissing, PhaseIsNotOpen, SessionStateForbids, NotTheOwner: see session_for_writer.
        ChairDoesNotMendOthers: the chair is neutral.
        NoteHasChanged: somebody mended it since the writer's version.
        TextIsMissing: nothing is written.
    """
    held = session_for_writer(actor, note.session)
    chairs = Room.objects.filter(session=held, chair=actor).exists()
    if chairs and note.author_id != actor.pk:
        raise ChairDoesNotMendOthers
    current = SessionNote.objects.select_for_update(of=("self",)).get(pk=note.pk)
    if current.version != version:
        raise NoteHasChanged(current.text)
    current.text, current.language = some_text(text), language
    current.version, current.edited_at = version + 1, timezone.now()
    current.edited_by = actor
    current.save()
    show(held, f"note-{current.pk}")
    return current


@transaction.atomic
def carry_commitments(
    *,
    actor: User,
    session: ReviewSession,
    commitment: Commitment | None = None,
    note: str = "",
    language: str = "ja",
) -> list[CarriedCommitment]:
    """Pass on what earlier sessions left open: one commitment with what was said, or the rest.

    Raises:
        RoleIsMissing, PhaseIsNotOpen, SessionStateForbids: see session_for_organiser.
        ProjectIsElsewhere: the commitment is not open before this session.
    """
    held = session_for_organiser(actor, session, SessionDeed.CARRY)
    waiting = left_open_before(held).exclude(carried__session=held)
    wanted = list(waiting if commitment is None else waiting.filter(pk=commitment.pk))
    if commitment is not None and not wanted:
        raise ProjectIsElsewhere
    carried = [
        CarriedCommitment.objects.create(
            session=held, commitment=each, note=note.strip(), language=language, by=actor
        )
        for each in wanted
    ]
    show(held, LEFT_OPEN)
    return carried
