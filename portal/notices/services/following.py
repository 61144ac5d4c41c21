"""Following an item, so as to hear what becomes of it."""

from django.db import transaction

from portal.accounts.models import User
from portal.lifecycle.models import Item
from portal.notices.models import Follow


# Without a savepoint: a part of what a person does, in whose transaction it stands.
@transaction.atomic(savepoint=False)
def follow(*, user: User, item: Item) -> None:
    """Let a person follow an item; doing it twice changes nothing. One query.

    Authors and supporters follow by what they do. Whether the person may see the item is the
    caller's to know.
    """
    Follow.objects.bulk_create([Follow(user=user, item=item)], ignore_conflicts=True)


@transaction.atomic
def unfollow(*, user: User, item: Item) -> None:
    """Let a person follow an item no longer; doing it twice changes nothing."""
    Follow.objects.filter(user=user, item=item).delete()
