"""Chairing a discussion neutrally: summaries, what stands out, an outcome. Every act is logged.

Each service here holds the thread's row to the commit (services.numbering), so of two at once the
second sees what the first did.
"""

from collections.abc import Collection, Iterable
from functools import partial

from django.db import transaction
from django.utils import timezone

from deliberation.broadcast import broadcast
from deliberation.errors import (
    ChairIsAParty,
    ContributionIsHidden,
    ContributionIsMoved,
    NotAFacilitator,
    NothingIsSaid,
    NotTheChair,
    NotTheirSummary,
    ObjectedAlready,
    RestsOnNothing,
    SummaryIsWithdrawn,
    ThreadIsClosed,
    ThreadIsOpen,
    TooManyPins,
)
from deliberation.models import Contribution, Objection, Outcome, Summary, Thread, ThreadAct
from deliberation.selectors.facilitation import is_party_to
from deliberation.services.numbering import number_change
from deliberation.states import ThreadDeed
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.accounts.selectors import holds
from portal.common.written import language_of, plain
from portal.lifecycle.errors import ReasonIsMissing
from portal.lifecycle.events import write_event
from portal.lifecycle.models import Item
from portal.notices.services import tell

MOST_PINS = 3


@transaction.atomic
def take_chair(*, actor: User, item: Item) -> Thread:
    """Chair the discussion of an item, after whoever did so before.

    Raises:
        NotAFacilitator: the actor is none in the area of the item.
        ChairIsAParty: the actor said something there, or wrote what is discussed.
    """
    if not holds(actor, Role.FACILITATOR, item.cycle.area):
        raise NotAFacilitator
    number_change(item.pk)
    if is_party_to(actor, item):
        raise ChairIsAParty
    thread = Thread.objects.get(pk=item.pk)
    thread.chair = actor
    thread.save(update_fields=["chair"])
    log_act(thread, actor, ThreadDeed.CHAIR)
    return thread


@transaction.atomic
def leave_chair(*, actor: User, item: Item) -> Thread:
    """Chair it no longer. What was done stays.

    Raises:
        NotTheChair: the actor does not chair it.
    """
    thread = hold_chaired(actor, item)
    thread.chair = None
    thread.save(update_fields=["chair"])
    log_act(thread, actor, ThreadDeed.LEAVE)
    return thread


@transaction.atomic
def summarise(*, actor: User, item: Item, text: str, rests_on: Collection[int]) -> Summary:
    """Say in short what was said; those on whose words it rests are told, and may object.

    `rests_on` are numbers of contributions in the thread.

    Raises:
        NotTheChair: the actor does not chair it.
        NothingIsSaid: there is no text.
        RestsOnNothing: one of the numbers is of nothing in sight there, or there is none.
    """
    thread = hold_chaired(actor, item)
    said = _some(text)
    found = _in_sight(thread, rests_on)
    summary = Summary.objects.create(
        thread=thread, author=actor, text=said, language=language_of(said)
    )
    summary.rests_on.set(found)
    Thread.objects.filter(pk=thread.pk).update(summary_total=_standing(thread))
    log_act(thread, actor, ThreadDeed.SUMMARISE, about=said)
    _tell_authors(found, "deliberation.summarised", item, actor)
    return summary


@transaction.atomic
def withdraw_summary(*, actor: User, summary: Summary, reason: str) -> Summary:
    """Take a summary back; it stays readable in the log.

    Raises:
        NotTheChair, ReasonIsMissing.
        SummaryIsWithdrawn: it was before.
    """
    require_reason(reason)
    thread = hold_chaired(actor, summary.thread.item)
    held = Summary.objects.get(pk=summary.pk)
    if held.withdrawn_at:
        raise SummaryIsWithdrawn
    held.withdrawn_at = timezone.now()
    held.save(update_fields=["withdrawn_at"])
    Thread.objects.filter(pk=thread.pk).update(summary_total=_standing(thread))
    log_act(thread, actor, ThreadDeed.WITHDRAW, about=reason)
    return held


@transaction.atomic
def object_to(*, actor: User, summary: Summary, text: str) -> Objection:
    """Say where a summary does not say what one said; it stands beside it for all to read.

    Raises:
        NotTheirSummary: it does not rest on anything that the actor wrote.
        SummaryIsWithdrawn, ObjectedAlready, NothingIsSaid.
    """
    said = _some(text)
    item = summary.thread.item
    number_change(item.pk)
    held = Summary.objects.select_related("author").get(pk=summary.pk)
    if held.withdrawn_at:
        raise SummaryIsWithdrawn
    if not held.rests_on.filter(author=actor).exists():
        raise NotTheirSummary
    if held.objections.filter(author=actor).exists():
        raise ObjectedAlready
    made = Objection.objects.create(
        summary=held, author=actor, text=said, language=language_of(said)
    )
    tell([held.author], "deliberation.objected", item=item, actor=actor)
    return made


@transaction.atomic
def pin(*, actor: User, contribution: Contribution, pinned: bool = True) -> Contribution:
    """Let a contribution stand out for all readers, or no longer; twice changes nothing.

    Raises:
        NotTheChair: the actor does not chair the discussion.
        ContributionIsHidden, ContributionIsMoved: it is out of sight.
        TooManyPins: enough stand out.
    """
    item = contribution.thread.item
    thread = hold_chaired(actor, item)
    held = Contribution.objects.with_speakers().get(pk=contribution.pk)
    if held.is_hidden:
        raise ContributionIsHidden
    if held.is_moved:
        raise ContributionIsMoved
    if (held.pinned_at is not None) == pinned:
        return held
    if pinned and thread.contributions.exclude(pinned_at=None).count() >= MOST_PINS:
        raise TooManyPins(MOST_PINS)
    held.pinned_at = timezone.now() if pinned else None
    held.change = number_change(item.pk)
    # Not into the history: that is of words.
    Contribution.objects.filter(pk=held.pk).update(pinned_at=held.pinned_at, change=held.change)
    deed = ThreadDeed.PIN if pinned else ThreadDeed.UNPIN
    log_act(thread, actor, deed, sequence=held.sequence)
    transaction.on_commit(partial(broadcast, held), robust=True)
    return held


@transaction.atomic
def close_thread(*, actor: User, item: Item, text: str, counted: Collection[int]) -> Outcome:
    """Close a discussion with what was decided and the arguments that counted.

    Nobody says anything more in it; all who follow the item are told.

    Raises:
        NotTheChair: the actor does not chair it.
        ReasonIsMissing: the outcome is too short to explain anything.
        RestsOnNothing: no argument is named, or one that is not in sight there.
        ThreadIsClosed: it is closed already.
    """
    require_reason(text)
    thread = hold_chaired(actor, item)
    if thread.closed_at:
        raise ThreadIsClosed
    said = plain(text).strip()
    found = _in_sight(thread, counted)
    outcome = Outcome.objects.create(
        thread=thread, author=actor, text=said, language=language_of(said)
    )
    outcome.counted.set(found)
    thread.closed_at = outcome.at
    thread.save(update_fields=["closed_at"])
    log_act(thread, actor, ThreadDeed.CLOSE, about=said)
    write_event("deliberation.closed", item=item, actor=actor)
    return outcome


@transaction.atomic
def reopen_thread(*, actor: User, item: Item, reason: str) -> Thread:
    """Let people go on where a discussion was closed; its outcome stays in the log.

    Raises:
        NotTheChair, ReasonIsMissing.
        ThreadIsOpen: it is not closed.
    """
    require_reason(reason)
    thread = hold_chaired(actor, item)
    if thread.closed_at is None:
        raise ThreadIsOpen
    thread.closed_at = None
    thread.save(update_fields=["closed_at"])
    log_act(thread, actor, ThreadDeed.REOPEN, about=reason)
    write_event("deliberation.reopened", item=item, actor=actor)
    return thread


def hold_chaired(actor: User, item: Item) -> Thread:
    """The thread as it is now, held until the commit, for who chairs it. Raises NotTheChair.

    Whoever lost the role of a facilitator chairs nothing.
    """
    number_change(item.pk)
    thread = Thread.objects.get(pk=item.pk)
    if thread.chair_id != actor.pk or not holds(actor, Role.FACILITATOR, item.cycle.area):
        raise NotTheChair
    return thread


def log_act(
    thread: Thread, actor: User, deed: ThreadDeed, *, sequence: int = 0, about: str = ""
) -> None:
    said = plain(about).strip()[:500]
    ThreadAct.objects.create(
        thread=thread,
        deed=deed,
        actor=actor,
        sequence=sequence,
        about=said,
        language=language_of(said),
    )


def _standing(thread: Thread) -> int:
    return thread.summaries.filter(withdrawn_at=None).count()


def _in_sight(thread: Thread, sequences: Collection[int]) -> list[Contribution]:
    wanted = set(sequences)
    found = thread.contributions.in_sight().filter(sequence__in=wanted)
    rows = list(found.select_related("author").order_by("sequence"))
    if not rows or len(rows) != len(wanted):
        raise RestsOnNothing
    return rows


def _tell_authors(said: Iterable[Contribution], kind: str, item: Item, actor: User) -> None:
    tell({each.author for each in said}, kind, item=item, actor=actor)


def _some(text: str) -> str:
    said = plain(text).strip()
    if not said:
        raise NothingIsSaid
    return said


def require_reason(text: str) -> None:
    if len(text.strip()) < ReasonIsMissing.MINIMUM:
        raise ReasonIsMissing
