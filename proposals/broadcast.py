"""The live stream of a draft: its steps, each what several people wrote."""

import base64
import json
from collections.abc import Iterable
from dataclasses import dataclass

from channels.db import database_sync_to_async

from portal.live.messages import Message, Missed, StreamIsClosed
from portal.live.publishing import publish
from proposals.models import DraftUpdate, SharedDraft
from proposals.states import EDITABLE_STATES

# To every socket of the draft, not to their browsers: look again who may still be here.
LOOK_AGAIN = '{"type":"look again"}'


def group_of(proposal_id: int) -> str:
    return f"draft.{proposal_id}"


def broadcast_step(proposal_id: int, step: int, updates: Iterable[bytes]) -> None:
    """Hand what was written to all who have the draft open. Called on commit."""
    publish(group_of(proposal_id), Message(step, step_as_text(step, updates)))


def tell_now(proposal_id: int, text: str) -> None:
    """Say something to who is there now; it is kept nowhere."""
    publish(group_of(proposal_id), Message(Message.AT_ONCE, text))


def step_as_text(step: int, updates: Iterable[bytes]) -> str:
    data = [base64.b64encode(update).decode() for update in updates]
    return json.dumps({"type": "step", "number": step, "data": data}, separators=(",", ":"))


@dataclass(frozen=True)
class DraftStream:
    """The texts of a proposal that may be written now. Who may read it is asked by the socket."""

    proposal_id: int

    @property
    def group(self) -> str:
        return group_of(self.proposal_id)

    async def since(self, number: int) -> Missed:
        missed: Missed = await database_sync_to_async(self._since)(number)
        return missed

    def _since(self, number: int) -> Missed:
        # First the updates, then what they came after: settling in between loses none of them.
        updates = list(
            DraftUpdate.objects.filter(draft=self.proposal_id, step__gt=number).values_list(
                "step", "data"
            )
        )
        draft = SharedDraft.objects.select_related("proposal").get(proposal=self.proposal_id)
        if draft.proposal.state not in EDITABLE_STATES:
            raise StreamIsClosed
        missed = [(step, bytes(data)) for step, data in updates]
        if number < draft.settled_step:
            later = [each for each in missed if each[0] > draft.settled_step]
            missed = [(draft.settled_step, bytes(draft.state)), *later]
        if not missed:
            # A number from the future (a restored database) is taken back to our own.
            return Missed((), min(number, draft.step))
        last = missed[-1][0]
        return Missed((Message(last, step_as_text(last, [data for _, data in missed])),), last)
