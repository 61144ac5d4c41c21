"""Reading a thread: a page of it, what changed since, what a person said."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from deliberation.models import Contribution
from portal.accounts.models import User
from portal.accounts.selectors import Person
from portal.lifecycle.models import Item
from portal.notices.record import Said

PAGE = 20
EDITABLE_MINUTES = 15
# A reader who missed more than these loads the page anew.
MOST_CHANGES = 200


@dataclass(frozen=True)
class Page:
    """A part of a thread in the order in which it was said.

    `last_change` and `total` are of the whole thread. `earlier` is the number before which the
    page before this one ends, or None where this is the first; `is_newest` that it is the last.
    """

    contributions: list[Contribution]
    total: int
    last_change: int
    earlier: int | None
    is_newest: bool


def page_of_thread(item_id: int, *, before: int | None = None) -> Page:
    """The newest contributions, or the newest of those before a number. One query."""
    found = (
        Contribution.objects.filter(thread=item_id)
        .select_related("thread", "author", "organisation")
        .order_by("-sequence")
    )
    if before is not None:
        found = found.filter(sequence__lt=before)
    newest_first = list(found[: PAGE + 1])
    shown = newest_first[:PAGE][::-1]
    thread = shown[-1].thread if shown else None
    return Page(
        contributions=shown,
        total=thread.last_sequence if thread else 0,
        last_change=thread.last_change if thread else 0,
        earlier=shown[0].sequence if len(newest_first) > PAGE else None,
        is_newest=before is None
        or not shown
        or shown[-1].sequence == shown[-1].thread.last_sequence,
    )


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
    return young and not contribution.is_hidden and contribution.author_id == person.pk


def record_of_contributions(user: User, most: int) -> list[Said]:
    """What the person said in discussions, for their record."""
    said = Contribution.objects.filter(author=user, thread__item__is_public=True)
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
