"""The live stream of a thread: one per language, numbered by the thread's changes."""

from dataclasses import dataclass

from channels.db import database_sync_to_async

from deliberation.models import Contribution
from deliberation.rendering import LANGUAGES, contribution_as_text, reload_as_text
from deliberation.selectors import changes_since
from portal.live.messages import Message, Missed, StreamIsClosed
from portal.live.publishing import publish


def group_of(item_id: int, language: str) -> str:
    return f"thread.{item_id}.{language}"


def broadcast(contribution: Contribution) -> None:
    """Show a new or changed contribution to all who read its thread. Called on commit."""
    for language in LANGUAGES:
        text = contribution_as_text(contribution, language=language)
        publish(group_of(contribution.thread_id, language), Message(contribution.change, text))


@dataclass(frozen=True)
class ThreadStream:
    """The thread of a public item, in one language."""

    item_id: int
    language: str

    @property
    def group(self) -> str:
        return group_of(self.item_id, self.language)

    async def since(self, number: int) -> Missed:
        missed: Missed = await database_sync_to_async(self._since)(number)
        return missed

    def _since(self, number: int) -> Missed:
        changes = changes_since(self.item_id, number)
        if changes is None:
            raise StreamIsClosed
        if changes.too_many:
            last = changes.last_change
            return Missed((Message(last, reload_as_text(last)),), last)
        return Missed(
            tuple(
                Message(each.change, contribution_as_text(each, language=self.language))
                for each in changes.contributions
            ),
            changes.last_change,
        )
