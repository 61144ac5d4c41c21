"""Saying something about an item, and mending it for a short while."""

from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone

from deliberation.broadcast import broadcast
from deliberation.errors import (
    ContributionIsHidden,
    EditingIsOver,
    ItemIsNotPublic,
    NothingIsSaid,
    NotSpeakingForOrganisation,
    NotYourContribution,
    TextIsTooLong,
)
from deliberation.models import TEXT_LIMIT, Contribution
from deliberation.selectors import EDITABLE_MINUTES
from deliberation.services.numbering import number_change, number_contribution
from portal.accounts.models import Organisation, User
from portal.common.written import plain
from portal.lifecycle.events import write_event
from portal.lifecycle.models import Item
from portal.lifecycle.phases import Action
from portal.lifecycle.services import admit
from portal.notices.services import follow


@transaction.atomic
def post_contribution(
    *,
    item: Item,
    actor: User,
    text: str,
    language: str,
    organisation: Organisation | None = None,
) -> Contribution:
    """Say something about an item, as oneself or for an organisation; its readers see it at once.

    Who speaks follows the item from then on.

    Raises:
        NothingIsSaid, TextIsTooLong: the text is empty or over the limit.
        ItemIsNotPublic: the item is a draft, which has no discussion.
        RoleIsMissing, PhaseIsNotOpen: no open phase of the cycle lets the actor comment.
        NotSpeakingForOrganisation: the actor is no representative or editor of it.
    """
    said = _said_in(text)
    if not item.is_public:
        raise ItemIsNotPublic
    admit(actor=actor, cycle=item.cycle, action=Action.COMMENT, prefer=item.phase)
    _require_voice(actor, organisation)
    numbers = number_contribution(item.pk)
    contribution = Contribution(
        thread_id=item.pk,
        sequence=numbers.sequence,
        change=numbers.change,
        author=actor,
        organisation=organisation,
        text=said,
        language=language,
    )
    contribution.changed_by = actor
    contribution.save(force_insert=True)
    write_event("deliberation.contributed", item=item, actor=actor)
    follow(user=actor, item=item)
    transaction.on_commit(partial(broadcast, contribution), robust=True)
    return contribution


@transaction.atomic
def edit_contribution(
    *, contribution: Contribution, actor: User, text: str, language: str
) -> Contribution:
    """Mend what one has said, within a quarter of an hour; the history keeps what stood before.

    Raises:
        NotYourContribution: the actor did not write it.
        EditingIsOver: the quarter of an hour is over.
        ContributionIsHidden: a moderator has hidden it.
        NothingIsSaid, TextIsTooLong, RoleIsMissing, PhaseIsNotOpen: as for saying something.
    """
    said = _said_in(text)
    item = contribution.thread.item
    if contribution.author_id != actor.pk:
        raise NotYourContribution
    admit(actor=actor, cycle=item.cycle, action=Action.COMMENT, prefer=item.phase)
    change = number_change(item.pk)
    # Under the thread's lock nobody else changes it: look again at what it is now.
    contribution = Contribution.objects.with_speakers().get(pk=contribution.pk)
    if contribution.is_hidden:
        raise ContributionIsHidden
    if timezone.now() - contribution.created_at > timedelta(minutes=EDITABLE_MINUTES):
        raise EditingIsOver(EDITABLE_MINUTES)
    contribution.text, contribution.language = said, language
    contribution.edited_at, contribution.change = timezone.now(), change
    contribution.changed_by = actor
    contribution.save(update_fields=["text", "language", "edited_at", "change"])
    transaction.on_commit(partial(broadcast, contribution), robust=True)
    return contribution


def _said_in(text: str) -> str:
    said = plain(text).strip()
    if not said:
        raise NothingIsSaid
    if len(said) > TEXT_LIMIT:
        raise TextIsTooLong(TEXT_LIMIT)
    return said


def _require_voice(actor: User, organisation: Organisation | None) -> None:
    if organisation is None:
        return
    if not Organisation.objects.acted_for_by(actor).filter(pk=organisation.pk).exists():
        raise NotSpeakingForOrganisation
