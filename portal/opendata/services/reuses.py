"""The showcase: what people made of the data, shown once the city has looked at it."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.services.audit import record
from portal.opendata.errors import AnsweringIsForModerators, ReasonIsMissing, ReuseIsAnswered
from portal.opendata.models import Reuse
from portal.opendata.selectors.showcase import may_answer_reuses
from portal.opendata.states import ReuseState


@dataclass(frozen=True)
class SentReuse:
    title: str
    url: str
    about: str
    language: str
    made_by: str
    tables: tuple[str, ...]


@transaction.atomic
def send_reuse(*, actor: User, reuse: SentReuse) -> Reuse:
    """Send something for the showcase; nobody sees it before it was looked at."""
    return Reuse.objects.create(
        title=reuse.title,
        url=reuse.url,
        about=reuse.about,
        language=reuse.language,
        made_by=reuse.made_by,
        tables=list(reuse.tables),
        sent_by=actor,
    )


@transaction.atomic
def answer_reuse(*, actor: User, reuse_id: int, is_shown: bool, reason: str = "") -> Reuse:
    """Show it, or say why not.

    Raises:
        AnsweringIsForModerators, ReuseIsAnswered, ReasonIsMissing.
    """
    if not may_answer_reuses(actor):
        raise AnsweringIsForModerators
    reuse = Reuse.objects.select_for_update().get(pk=reuse_id)
    if reuse.state != ReuseState.WAITING:
        raise ReuseIsAnswered
    if not is_shown and len(reason) < ReasonIsMissing.MINIMUM:
        raise ReasonIsMissing
    reuse.state = ReuseState.SHOWN if is_shown else ReuseState.DECLINED
    reuse.reason = "" if is_shown else reason
    reuse.answered_by, reuse.answered_at = actor, timezone.now()
    reuse.save()
    record("answer_reuse", actor=actor, subject=reuse, shown=is_shown)
    return reuse
