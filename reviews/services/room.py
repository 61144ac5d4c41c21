"""Numbering the changes of a room, so that all who follow it see them at once."""

from functools import partial

from django.db import transaction

from reviews.broadcast import broadcast
from reviews.models import ReviewSession, Room, RoomPiece


def show(session: ReviewSession, *keys: str) -> None:
    """Send parts of the room to its readers when the transaction commits.

    The room's row stays locked until then: a change with a higher number never commits before
    one with a lower.
    """
    room, _ = Room.objects.select_for_update().get_or_create(session_id=session.pk)
    for key in keys:
        room.last_change += 1
        number = room.last_change
        RoomPiece.objects.update_or_create(
            session_id=session.pk, key=key, defaults={"change": number}
        )
        transaction.on_commit(partial(broadcast, session, key, number), robust=True)
    room.save(update_fields=["last_change"])
