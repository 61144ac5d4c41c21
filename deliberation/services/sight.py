"""Putting what was written out of sight and back, in the transaction of who decided it.

Nothing here asks who may: services.moderating does.
"""

from functools import partial

from django.db import transaction
from django.utils import timezone

from deliberation.broadcast import broadcast
from deliberation.models import Contribution, Statement, StatementState
from deliberation.services.numbering import number_change
from deliberation.services.tallying import tally
from portal.accounts.models import User


def hide_said(number: int, reason: str, actor: User) -> None:
    """Leave a line with the reason in the place of a contribution."""
    said = _held(number)
    said.hidden_at, said.hidden_reason = timezone.now(), reason
    _change(said, actor)


def show_said(number: int, actor: User) -> None:
    said = _held(number)
    said.hidden_at, said.hidden_reason = None, ""
    _change(said, actor)


def hide_asked(number: int, reason: str, actor: User) -> None:
    """Ask a statement of an opinion map no more. What was answered to it stays."""
    _decide(number, StatementState.REFUSED, reason, actor)


def show_asked(number: int, actor: User) -> None:
    _decide(number, StatementState.SHOWN, "", actor)


def _held(number: int) -> Contribution:
    """The contribution as it is now, numbered for its change, under the thread's lock."""
    thread = Contribution.objects.values_list("thread", flat=True).get(pk=number)
    change = number_change(thread)
    held = Contribution.objects.with_speakers().get(pk=number)
    held.change = change
    return held


def _change(contribution: Contribution, actor: User) -> None:
    contribution.changed_by = actor
    contribution.save(update_fields=["hidden_at", "hidden_reason", "change"])
    tally(contribution)
    _renew_quotes(contribution)
    transaction.on_commit(partial(broadcast, contribution), robust=True)


def _renew_quotes(contribution: Contribution) -> None:
    """What others quoted goes out of their readers' sight, and comes back, with the words."""
    quoting = contribution.replies.with_speakers().exclude(quote=None).exclude(quote="")
    for reply in quoting:
        reply.change = number_change(reply.thread_id)
        reply.changed_by = contribution.changed_by
        reply.save(update_fields=["change"])
        transaction.on_commit(partial(broadcast, reply), robust=True)


def _decide(number: int, state: StatementState, reason: str, actor: User) -> None:
    Statement.objects.filter(pk=number).update(
        state=state, reason=reason, decided_by=actor, decided_at=timezone.now()
    )
