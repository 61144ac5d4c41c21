"""Saying of what another wrote, without words, what one found in it; changing one's own mind."""

from functools import partial

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from deliberation.broadcast import broadcast
from deliberation.errors import (
    ContributionIsHidden,
    ContributionIsMoved,
    NotYourContribution,
    OwnContribution,
)
from deliberation.models import Contribution, Reaction
from deliberation.services.numbering import number_change
from deliberation.states import ReactionKind
from portal.accounts.models import User
from portal.lifecycle.phases import Action
from portal.lifecycle.services import admit


@transaction.atomic
def react(*, contribution: Contribution, actor: User, kind: ReactionKind) -> bool:
    """Leave a reaction, or take it back where it was left before; says whether it stands now.

    Raises:
        OwnContribution: nobody reacts to themselves.
        ContributionIsHidden: a moderator has hidden it.
        RoleIsMissing, PhaseIsNotOpen: as for saying something.
    """
    if contribution.author_id == actor.pk:
        raise OwnContribution
    held = _held(contribution, actor)
    left = {"contribution": held, "user": actor, "kind": kind}
    stands = not Reaction.objects.filter(**left).delete()[0]
    if stands:
        Reaction.objects.create(**left)
    counted = held.reactions_of_people.values("kind").annotate(number=Count("pk"))
    held.reactions = dict(counted.order_by("kind").values_list("kind", "number"))
    # Not into the history: that is of words.
    Contribution.objects.filter(pk=held.pk).update(reactions=held.reactions, change=held.change)
    transaction.on_commit(partial(broadcast, held), robust=True)
    return stands


@transaction.atomic
def say_mind_changed(
    *, contribution: Contribution, actor: User, changed: bool = True
) -> Contribution:
    """Say that one thinks otherwise by now than what one wrote, or that one does not.

    Raises:
        NotYourContribution: the actor did not write it.
        ContributionIsHidden, RoleIsMissing, PhaseIsNotOpen: as for a reaction.
    """
    if contribution.author_id != actor.pk:
        raise NotYourContribution
    held = _held(contribution, actor)
    held.changed_mind_at = timezone.now() if changed else None
    held.changed_by = actor
    held.save(update_fields=["changed_mind_at", "change"])
    transaction.on_commit(partial(broadcast, held), robust=True)
    return held


def _held(contribution: Contribution, actor: User) -> Contribution:
    """The contribution as it is now, numbered for its change, under the thread's lock."""
    item = contribution.thread.item
    admit(actor=actor, cycle=item.cycle, action=Action.COMMENT, prefer=item.phase)
    change = number_change(item.pk)
    held = Contribution.objects.with_speakers().get(pk=contribution.pk)
    if held.is_hidden:
        raise ContributionIsHidden
    if held.is_moved:
        raise ContributionIsMoved
    held.change = change
    return held
