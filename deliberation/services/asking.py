"""Opening and closing opinion maps; statements from writing to decision."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from deliberation.errors import (
    ItemIsElsewhere,
    ItemIsNotPublic,
    MapIsFull,
    NothingIsSaid,
    NotRunningTheMap,
    OpinionMapIsClosed,
    StatementIsDecided,
    StatementIsThere,
    TextIsTooLong,
    TooManyStatements,
)
from deliberation.models import (
    STATEMENT_LIMIT,
    Contribution,
    OpinionGroups,
    OpinionMap,
    Statement,
    StatementState,
)
from deliberation.names import MODERATOR, OPENER
from deliberation.permissions import runs_map
from deliberation.selectors.subjects import subject_of_statement
from deliberation.services.moderating import hold_case, write_decision
from deliberation.states import OUT_OF_SIGHT, ModerationDeed
from portal.accounts.models import AuditEntry, User
from portal.common.written import language_of, one_line, plain
from portal.lifecycle import lineage
from portal.lifecycle.errors import ReasonIsMissing
from portal.lifecycle.events import write_event
from portal.lifecycle.models import Cycle, Item
from portal.lifecycle.phases import Action
from portal.lifecycle.services import admit
from portal.notices.services import tell

MOST_BY_PERSON = 3
MOST_STATEMENTS = 300


@transaction.atomic
def open_map(
    *, actor: User, cycle: Cycle, question: str, about: str = "", concerns: Iterable[Item] = ()
) -> OpinionMap:
    """Ask residents what they think, by statements; who follows what it concerns is told.

    Raises:
        RoleIsMissing, PhaseIsNotOpen: HOLD_DIALOGUE is open to facilitators and the city.
        NothingIsSaid, TextIsTooLong: there is no question, or a long one.
        ItemIsNotPublic, ItemIsElsewhere: it concerns a draft, or something of another cycle.
    """
    phase = admit(actor=actor, cycle=cycle, action=Action.HOLD_DIALOGUE)
    asked = _said(question, 120)
    item = lineage.place(
        "opinion_map", cycle=cycle, title=asked, language=language_of(asked), phase=phase
    )
    for each in concerns:
        if each.cycle_id != cycle.pk:
            raise ItemIsElsewhere
        if not each.is_public:
            raise ItemIsNotPublic
        lineage.link(each, item)
    opened = OpinionMap.objects.create(item=item, about=plain(about).strip(), opened_by=actor)
    OpinionGroups.objects.create(opinion_map=opened)
    write_event("deliberation.map_opened", item=item, actor=actor)
    return opened


@transaction.atomic
def close_map(*, actor: User, opinion_map: OpinionMap) -> OpinionMap:
    """Take no more answers; what was found last stays.

    Raises:
        NotRunningTheMap: the actor neither opened it nor moderates.
        OpinionMapIsClosed: it is closed already.
    """
    held = hold_map(opinion_map)
    _require_running(actor, held)
    held.closed_at, held.is_changed = timezone.now(), True
    held.save(update_fields=["closed_at", "is_changed"])
    write_event("deliberation.map_closed", item=held.item, actor=actor)
    return held


@transaction.atomic
def add_statement(
    *, actor: User, opinion_map: OpinionMap, text: str, argument: Contribution | None = None
) -> Statement:
    """Put a thought among the statements; of a resident it waits until it was looked at.

    Raises:
        PhaseIsNotOpen, OpinionMapIsClosed: nothing is asked now.
        NothingIsSaid, TextIsTooLong: the text is empty or over the limit.
        StatementIsThere: the same was said before.
        TooManyStatements, MapIsFull: the person, or the map, has enough of them.
        ItemIsNotPublic: the argument is of something that is not public.
    """
    cycle = opinion_map.item.cycle
    admit(actor=actor, cycle=cycle, action=Action.COMMENT, prefer=opinion_map.item.phase)
    held = hold_map(opinion_map)
    said = _said(text, STATEMENT_LIMIT)
    if argument and (argument.is_hidden or not argument.thread.item.is_public):
        raise ItemIsNotPublic
    runs = runs_map(actor, held)
    last = _require_room(held, actor, said, runs=runs)
    return Statement.objects.create(
        opinion_map=held,
        sequence=last + 1,
        text=said,
        language=language_of(said),
        author=actor,
        argument=argument,
        state=StatementState.SHOWN if runs else StatementState.WAITING,
        decided_by=actor if runs else None,
        decided_at=timezone.now() if runs else None,
    )


@transaction.atomic
def decide_statement(
    *, actor: User, statement: Statement, state: StatementState, reason: str = ""
) -> Statement:
    """Show a statement, or refuse it with a reason that its author is told; either can be undone.

    Raises:
        NotRunningTheMap: the actor neither opened the map nor moderates.
        OpinionMapIsClosed: nobody can answer it any more.
        StatementIsDecided: that was decided already.
        ReasonIsMissing: it is refused without a reason that explains anything.
    """
    held = hold_map(statement.opinion_map)
    _require_running(actor, held)
    decided = Statement.objects.select_related("author", "opinion_map__item__cycle__area").get(
        pk=statement.pk
    )
    if decided.state == state:
        raise StatementIsDecided
    if state == StatementState.REFUSED and len(reason.strip()) < ReasonIsMissing.MINIMUM:
        raise ReasonIsMissing
    _log(decided, actor, state, reason)
    decided.state, decided.reason = state, reason.strip()
    decided.decided_by, decided.decided_at = actor, timezone.now()
    decided.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    kind = f"deliberation.statement_{state}"
    AuditEntry.objects.create(
        actor=actor, deed=kind, subject=f"deliberation.statement:{decided.pk}"
    )
    tell(
        [decided.author],
        kind,
        item=held.item,
        actor=actor,
        text=decided.text,
        reason=decided.reason,
    )
    return decided


def _log(statement: Statement, actor: User, state: StatementState, reason: str) -> None:
    """Into the public log of moderation, as what moderators decide elsewhere."""
    case = hold_case(subject_of_statement(statement))
    back = ModerationDeed.SHOW if case.state in OUT_OF_SIGHT else ModerationDeed.KEEP
    write_decision(
        case,
        actor=actor,
        deed=ModerationDeed.HIDE if state == StatementState.REFUSED else back,
        role=OPENER if actor.pk == statement.opinion_map.opened_by_id else MODERATOR,
        reason=reason,
    )


def hold_map(opinion_map: OpinionMap) -> OpinionMap:
    """The map as it is now, held until the transaction ends. Raises OpinionMapIsClosed."""
    held = OpinionMap.objects.select_for_update(of=("self",))
    found = held.select_related("item__cycle__area").get(pk=opinion_map.pk)
    if not found.is_open:
        raise OpinionMapIsClosed
    return found


def _require_running(actor: User, opinion_map: OpinionMap) -> None:
    if not runs_map(actor, opinion_map):
        raise NotRunningTheMap


def _require_room(held: OpinionMap, actor: User, said: str, *, runs: bool) -> int:
    """The last number given, where there is room for one more."""
    there = list(held.statements.values_list("sequence", "author", "text"))
    if any(text == said for _sequence, _author, text in there):
        raise StatementIsThere
    if not runs and sum(author == actor.pk for _s, author, _t in there) >= MOST_BY_PERSON:
        raise TooManyStatements(MOST_BY_PERSON)
    if len(there) >= MOST_STATEMENTS:
        raise MapIsFull(MOST_STATEMENTS)
    return max((sequence for sequence, _author, _text in there), default=0)


def _said(text: str, limit: int) -> str:
    said = one_line(text)
    if not said:
        raise NothingIsSaid
    if len(said) > limit:
        raise TextIsTooLong(limit)
    return said
