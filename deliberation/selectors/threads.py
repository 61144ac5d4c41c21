"""Reading a thread: a page of it, what changed since, what a person said."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, When, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils import timezone
from django.utils.translation import gettext as _

from deliberation.models import Contribution, Reaction, Thread
from deliberation.names import KIND_NAMES
from deliberation.states import LISTS, Kind, ReactionKind, View
from portal.accounts.models import User
from portal.accounts.selectors import Person
from portal.lifecycle.models import Item
from portal.notices.record import Said

PAGE = 20
REACTIONS = tuple(ReactionKind)
# Of one opening on a page of many; its own page shows all.
REPLIES = 3
MOST_QUESTIONS = 50
EDITABLE_MINUTES = 15
# A reader who missed more than these loads the page anew.
MOST_CHANGES = 200


@dataclass(frozen=True)
class Listing:
    """Openings of some kinds with their newest replies; `earlier` as of the page."""

    kinds: frozenset[Kind]
    contributions: list[Contribution]
    earlier: int | None

    @property
    def takes(self) -> str:
        """For the script of a page: which kinds stand here, in one word each; empty means all."""
        return "" if Kind.REMARK in self.kinds else " ".join(sorted(self.kinds))

    @property
    def name(self) -> str:
        return str(KIND_NAMES[min(self.kinds)]) if self.takes else ""


@dataclass(frozen=True)
class Page:
    """A part of a thread, in one or two lists.

    `thread` is None before the first contribution. `earlier` is the number before which the page
    before this one ends, or None where this is the first; `is_newest` that it is the last. `mine`
    are the reactions that the reader left, as the buttons name them.
    """

    view: View
    lists: list[Listing]
    thread: Thread | None
    is_newest: bool

    @property
    def total(self) -> int:
        return self.thread.last_sequence if self.thread else 0

    @property
    def last_change(self) -> int:
        return self.thread.last_change if self.thread else 0

    @property
    def contributions(self) -> list[Contribution]:
        return [said for each in self.lists for said in each.contributions]

    @property
    def earlier(self) -> int | None:
        return max((each.earlier for each in self.lists if each.earlier), default=None)


def page_of_thread(
    item_id: int, person: Person, *, view: View = View.NEW, before: int | None = None
) -> Page:
    """The newest of each list of the view, or those before a number. One query a list."""
    lists = [_listing(item_id, kinds, person, view, before) for kinds in LISTS[view]]
    shown = [said for each in lists for said in each.contributions]
    thread = shown[0].thread if shown else None
    if thread is None and (before is not None or view != View.NEW):
        thread = Thread.objects.filter(pk=item_id).first()
    return Page(view=view, lists=lists, thread=thread, is_newest=before is None)


def strand_of(contribution: Contribution, person: Person) -> Contribution:
    """The contribution with all its replies. One query."""
    [opening, *replies] = _with_reactions(
        Contribution.objects.filter(Q(pk=contribution.pk) | Q(reply_to=contribution)), person
    ).order_by(F("reply_to").asc(nulls_first=True), "sequence")
    if contribution.is_reply:
        return opening
    opening.shown_replies = _answers_first(replies)
    return opening


def _openings(
    item_id: int, kinds: frozenset[Kind], view: View, before: int | None
) -> QuerySet[Contribution]:
    found = Contribution.objects.openings().filter(thread=item_id)
    if Kind.REMARK not in kinds:
        found = found.in_sight().filter(kind__in=kinds)
    if before is not None:
        found = found.filter(sequence__lt=before)
    if view == View.UNANSWERED:
        waits = Case(When(answers__gt=0, then=1), default=0)
        return found.order_by(waits, "-sequence")[: MOST_QUESTIONS + 1]
    return found.order_by("-sequence")[: PAGE + 1]


def _with_reactions(found: QuerySet[Contribution], person: Person) -> QuerySet[Contribution]:
    """With all that showing them needs, and what the reader left on each."""
    found = found.select_related("author", "organisation", "reply_to", "moved_to", "thread")
    if not isinstance(person, User):
        return found
    left = Reaction.objects.filter(contribution=OuterRef("pk"), user=person)
    return found.annotate(**{f"left_{kind}": Exists(left.filter(kind=kind)) for kind in REACTIONS})


def _with_replies(openings: QuerySet[Contribution], person: Person) -> QuerySet[Contribution]:
    """Openings and, of each, its answers and newest replies, with how many there are of all."""
    strand = [Coalesce("reply_to_id", "pk")]
    order = [
        F("reply_to").asc(nulls_first=True),
        Case(When(kind=Kind.ANSWER, then=0), default=1),
        F("sequence").desc(),
    ]
    both = Contribution.objects.filter(
        Q(pk__in=openings.values("pk")) | Q(reply_to__in=openings.values("pk"), moved_to=None)
    )
    return (
        _with_reactions(both, person)
        .annotate(
            place=Window(RowNumber(), partition_by=strand, order_by=order),
            of=Window(Count("pk"), partition_by=strand),
        )
        .filter(place__lte=REPLIES + 1)
        .order_by("sequence")
    )


def _listing(
    item_id: int, kinds: frozenset[Kind], person: Person, view: View, before: int | None
) -> Listing:
    openings, by_opening = [], defaultdict(list)
    for said in _with_replies(_openings(item_id, kinds, view, before), person):
        if said.reply_to_id:
            by_opening[said.reply_to_id].append(said)
        else:
            openings.append(said)
    most = MOST_QUESTIONS if view == View.UNANSWERED else PAGE
    if view == View.UNANSWERED:
        openings.sort(key=lambda each: (bool(each.answers), -each.sequence))
        shown = openings[:most]
    else:
        shown = openings[-most:]
    if view == View.BALANCE:
        shown.reverse()
    for opening in shown:
        opening.shown_replies = _answers_first(by_opening[opening.pk])
        there_are = opening.of - 1  # type: ignore[attr-defined]
        opening.more_replies = there_are - len(opening.shown_replies)
    earlier = min((each.sequence for each in shown), default=None)
    return Listing(kinds, shown, earlier if len(openings) > most else None)


def _answers_first(replies: list[Contribution]) -> list[Contribution]:
    return sorted(replies, key=lambda reply: (not reply.is_answer, reply.sequence))


@dataclass(frozen=True)
class Changes:
    """What a reader has missed, in the order of the changes, and the number to go on from.

    With `too_many`, nothing is given: the page is loaded anew instead.
    """

    contributions: list[Contribution]
    last_change: int
    too_many: bool = False


def changes_since(item_id: int, change: int) -> Changes | None:
    """What changed after a change, or None where the item is no (longer) public.

    One query where nothing changed, else two. What changes while we look has a higher number
    than we tell, so it comes with the next look: nothing is left out.
    """
    last: list[int | None] = list(
        Item.objects.public().filter(pk=item_id).values_list("thread__last_change", flat=True)
    )
    if not last:
        return None
    last_change = last[0] or 0
    if change >= last_change:
        return Changes([], last_change)
    changed = list(
        Contribution.objects.with_speakers()
        .filter(thread=item_id, change__gt=change, change__lte=last_change)
        .order_by("change")[: MOST_CHANGES + 1]
    )
    if len(changed) > MOST_CHANGES:
        return Changes([], last_change, too_many=True)
    return Changes(changed, last_change)


def may_edit(contribution: Contribution, person: Person) -> bool:
    """Whether the person may still mend it (for showing, not for deciding)."""
    young = timezone.now() - contribution.created_at <= timedelta(minutes=EDITABLE_MINUTES)
    stands = not contribution.is_hidden and not contribution.is_moved
    return young and stands and contribution.author_id == person.pk


def record_of_contributions(user: User, most: int) -> list[Said]:
    """What the person said in discussions, for their record."""
    said = Contribution.objects.on_public_items().filter(author=user, moved_to=None)
    newest = said.select_related("thread__item").order_by("-created_at")[:most]
    return [
        Said(
            deed=_("意見を書きました"),
            item=contribution.thread.item,
            at=contribution.created_at,
            outcome=_outcome(contribution),
        )
        for contribution in newest
    ]


def _outcome(contribution: Contribution) -> str:
    if not contribution.is_hidden:
        return ""
    return _("投稿管理者が非表示にしました。理由：%(reason)s") % {
        "reason": contribution.hidden_reason
    }
