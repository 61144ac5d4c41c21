"""Moving what was said where it belongs: its words and its numbers stay readable in both places."""

from functools import partial

from django.db import transaction

from deliberation.broadcast import broadcast
from deliberation.errors import ContributionIsHidden, ContributionIsMoved, NotMovedThere
from deliberation.models import Case, Contribution, Reaction
from deliberation.selectors.subjects import SAID
from deliberation.services.facilitating import hold_chaired, log_act, require_reason
from deliberation.services.numbering import number_change, number_contribution
from deliberation.services.tallying import tally_thread
from deliberation.states import ThreadDeed
from portal.accounts.models import User
from portal.lifecycle.models import Item
from portal.notices.services import tell

# What stays as its author wrote it.
_KEPT = (
    "author_id",
    "organisation_id",
    "kind",
    "quote",
    "reactions",
    "answers",
    "changed_mind_at",
    "text",
    "language",
    "created_at",
    "edited_at",
    "hidden_at",
    "hidden_reason",
)


@transaction.atomic
def move_contribution(
    *, actor: User, contribution: Contribution, to: Item, reason: str
) -> Contribution:
    """Move an opening with its replies to another discussion; gives it as it stands there.

    In its old place stays a line that leads on, so its address still does. Who chairs the other
    discussion may move it back.

    Raises:
        NotTheChair, ReasonIsMissing.
        NotMovedThere: it is a reply, or the other is no other public item of the same cycle.
        ContributionIsHidden, ContributionIsMoved: it is out of sight.
        ThreadIsClosed, ChairSaysNothing: the other discussion takes nothing, or not of them.
    """
    require_reason(reason)
    item = contribution.thread.item
    is_elsewhere = to.cycle_id == item.cycle_id and to.pk != item.pk and to.is_public
    if contribution.is_reply or not is_elsewhere:
        raise NotMovedThere
    # The lower number first: two who move in opposite directions do not wait for each other.
    for number in sorted((item.pk, to.pk)):
        number_change(number)
    thread = hold_chaired(actor, item)
    opening = Contribution.objects.with_speakers().get(pk=contribution.pk)
    if opening.is_hidden:
        raise ContributionIsHidden
    if opening.is_moved:
        raise ContributionIsMoved
    replies = opening.replies.with_speakers().filter(moved_to=None).order_by("sequence")
    moved = _move(opening, to, None, actor)
    strand = [opening, *replies]
    for reply in strand[1:]:
        _move(reply, to, moved, actor)
    for number in (item.pk, to.pk):
        tally_thread(number)
    log_act(thread, actor, ThreadDeed.MOVE, sequence=opening.sequence, about=reason)
    tell({each.author for each in strand}, "deliberation.moved", item=to, actor=actor)
    return moved


def _move(said: Contribution, to: Item, reply_to: Contribution | None, actor: User) -> Contribution:
    numbers = number_contribution(to.pk, said.author_id)
    there = Contribution(
        thread_id=to.pk,
        sequence=numbers.sequence,
        change=numbers.change,
        reply_to=reply_to,
        **{name: getattr(said, name) for name in _KEPT},
    )
    there.changed_by = actor
    there.save(force_insert=True)
    Reaction.objects.filter(contribution=said).update(contribution=there)
    Case.objects.filter(kind=SAID, number=said.pk).update(number=there.pk, item=to)
    said.moved_to, said.pinned_at = there, None
    said.change = number_change(said.thread_id)
    Contribution.objects.filter(pk=said.pk).update(
        moved_to=there, pinned_at=None, change=said.change
    )
    for each in (there, said):
        transaction.on_commit(partial(broadcast, each), robust=True)
    return there
