"""Hiding what must not stand, with a reason that its author is told; and showing it again."""

from functools import partial

from django.db import transaction
from django.utils import timezone

from deliberation.broadcast import broadcast
from deliberation.errors import ContributionIsHidden, ContributionIsShown, NotAModerator
from deliberation.models import Contribution
from deliberation.services.numbering import number_change
from deliberation.services.tallying import tally
from portal.accounts.models import AuditEntry, User
from portal.accounts.roles import Role
from portal.accounts.selectors import roles_of
from portal.lifecycle.errors import ReasonIsMissing
from portal.lifecycle.models import Item
from portal.notices.services import tell


@transaction.atomic
def hide_contribution(*, contribution: Contribution, actor: User, reason: str) -> Contribution:
    """Take what somebody said out of sight; a line with the reason stays in its place.

    Raises:
        NotAModerator: the actor is no moderator there.
        ReasonIsMissing: the reason is too short to explain anything.
        ContributionIsHidden: it was hidden already.
    """
    _require_reason(reason)
    hidden = _held_by_moderator(contribution, actor)
    if hidden.is_hidden:
        raise ContributionIsHidden
    hidden.hidden_at, hidden.hidden_reason = timezone.now(), reason.strip()
    return _changed(hidden, contribution.thread.item, actor, "deliberation.hidden", reason)


@transaction.atomic
def show_contribution(*, contribution: Contribution, actor: User, reason: str) -> Contribution:
    """Put what was hidden back into sight.

    Raises:
        NotAModerator, ReasonIsMissing: as for hiding.
        ContributionIsShown: it is not hidden.
    """
    _require_reason(reason)
    shown = _held_by_moderator(contribution, actor)
    if not shown.is_hidden:
        raise ContributionIsShown
    shown.hidden_at, shown.hidden_reason = None, ""
    return _changed(shown, contribution.thread.item, actor, "deliberation.shown", reason)


def _require_reason(reason: str) -> None:
    if len(reason.strip()) < ReasonIsMissing.MINIMUM:
        raise ReasonIsMissing


def _held_by_moderator(contribution: Contribution, actor: User) -> Contribution:
    """The contribution as it is now, numbered for its change, under the thread's lock."""
    item = contribution.thread.item
    if Role.MODERATOR not in roles_of(actor, item.cycle.area):
        raise NotAModerator
    change = number_change(item.pk)
    held = Contribution.objects.with_speakers().get(pk=contribution.pk)
    held.change = change
    return held


def _changed(
    contribution: Contribution, item: Item, actor: User, kind: str, reason: str
) -> Contribution:
    contribution.changed_by = actor
    contribution.save(update_fields=["hidden_at", "hidden_reason", "change"])
    tally(contribution)
    _renew_quotes(contribution)
    AuditEntry.objects.create(
        actor=actor, deed=kind, subject=f"deliberation.contribution:{contribution.pk}"
    )
    tell(
        [contribution.author],
        kind,
        item=item,
        actor=actor,
        sequence=contribution.sequence,
        reason=reason.strip(),
    )
    transaction.on_commit(partial(broadcast, contribution), robust=True)
    return contribution


def _renew_quotes(contribution: Contribution) -> None:
    """What others quoted goes out of their readers' sight, and comes back, with the words."""
    quoting = contribution.replies.with_speakers().exclude(quote=None).exclude(quote="")
    for reply in quoting:
        reply.change = number_change(reply.thread_id)
        reply.changed_by = contribution.changed_by
        reply.save(update_fields=["change"])
        transaction.on_commit(partial(broadcast, reply), robust=True)
