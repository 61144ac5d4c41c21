"""Asking for notices by mail, and for all of a ward, a theme or an organisation; ending either."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import Organisation, User
from portal.notices.frequencies import Frequency, next_time
from portal.notices.models import GroupFollow, Subscription
from portal.registers.models import Area, Theme


@dataclass(frozen=True)
class Wanted:
    """How often, and the quiet hours, or None."""

    frequency: Frequency
    quiet_from: int | None = None
    quiet_until: int | None = None


@transaction.atomic
def subscribe(*, user: User, wanted: Wanted) -> Subscription:
    """Hear by mail from now on as often as wanted; what was told before is not sent."""
    now = timezone.now()
    held, _made = Subscription.objects.select_for_update().get_or_create(user=user)
    if held.frequency == Frequency.NEVER:
        held.since = now
    held.frequency = wanted.frequency
    held.quiet_from, held.quiet_until = wanted.quiet_from, wanted.quiet_until
    held.next_at = next_time(wanted.frequency, timezone.localtime(now))
    held.save()
    return held


@transaction.atomic
def unsubscribe(*, subscription: Subscription) -> None:
    """End all mail of notices; the inbox stays. Doing it twice changes nothing."""
    Subscription.objects.filter(pk=subscription.pk).update(frequency=Frequency.NEVER, next_at=None)


@transaction.atomic
def follow_groups(*, user: User, areas: Collection[Area], themes: Collection[Theme]) -> None:
    """Follow these wards and themes, and no others."""
    own = GroupFollow.objects.filter(user=user)
    own.filter(area__isnull=False).exclude(area__in=areas).delete()
    own.filter(theme__isnull=False).exclude(theme__in=themes).delete()
    GroupFollow.objects.bulk_create(
        [
            *(GroupFollow(user=user, area=area) for area in areas),
            *(GroupFollow(user=user, theme=theme) for theme in themes),
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def follow_organisation(*, user: User, organisation: Organisation, follows: bool) -> None:
    """Follow an organisation, or no longer; doing it twice changes nothing."""
    if follows:
        made = GroupFollow(user=user, organisation=organisation)
        GroupFollow.objects.bulk_create([made], ignore_conflicts=True)
    else:
        GroupFollow.objects.filter(user=user, organisation=organisation).delete()
