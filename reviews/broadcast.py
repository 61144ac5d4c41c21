"""The live stream of a session's room: one per language, numbered by the room's changes."""

from dataclasses import dataclass
from typing import Any

from channels.db import database_sync_to_async

from portal.live.messages import Message, Missed, StreamIsClosed
from portal.live.publishing import publish
from reviews.models import ReviewSession, RoomPiece
from reviews.rendering import (
    LANGUAGES,
    as_text,
    for_all,
    piece_as_json,
    reload_message,
    without_readings,
)
from reviews.selectors.room import Changes, changes_since, piece_of


def group_of(session_id: int, language: str) -> str:
    return f"room.{session_id}.{language}"


def broadcast(session: ReviewSession, key: str, number: int) -> None:
    """Show a part that changed to all who read the room. Called on commit."""
    for language in LANGUAGES:
        with for_all(language), without_readings():
            text = as_text(_told(session, key, number))
        publish(group_of(session.pk, language), Message(number, text))


def messages_of(changes: Changes) -> list[dict[str, Any]]:
    """What a reader missed, in the active language."""
    if changes.too_many:
        return [reload_message(changes.last_change)]
    return [_of_row(changes, row) for row in changes.pieces]


@dataclass(frozen=True)
class RoomStream:
    """The room of a session, in one language."""

    session_id: int
    language: str

    @property
    def group(self) -> str:
        return group_of(self.session_id, self.language)

    async def since(self, number: int) -> Missed:
        missed: Missed = await database_sync_to_async(self._since)(number)
        return missed

    def _since(self, number: int) -> Missed:
        changes = changes_since(self.session_id, number)
        if changes is None:
            raise StreamIsClosed
        with for_all(self.language), without_readings():
            told = messages_of(changes)
        messages = tuple(Message(each["number"], as_text(each)) for each in told)
        return Missed(messages, changes.last_change)


def _of_row(changes: Changes, row: RoomPiece) -> dict[str, Any]:
    return _told(changes.session, row.key, row.change)


def _told(session: ReviewSession, key: str, number: int) -> dict[str, Any]:
    piece = piece_of(session, key)
    if piece is None:
        return piece_as_json(number, key)
    return piece_as_json(number, key, piece.region, piece.order, piece.template, **piece.context)
