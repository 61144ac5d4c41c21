"""Takes down what is written live: what comes in while the last is being kept is kept together.

So the number of transactions does not grow with the number of writers. A draft that nobody has
written in for a while, or that has many steps waiting, is settled into a revision.
"""

import asyncio
import logging
from collections import defaultdict

from channels.db import database_sync_to_async

from portal.common.errors import RuleViolation
from proposals.services import Written, settle_draft, write_together

logger = logging.getLogger(__name__)
SECONDS_OF_REST = 5.0
MOST_STEPS_WAITING = 100
Answer = RuleViolation | None


class Scribe:
    """The writer of one draft in this process. It ends when the draft was settled at rest."""

    def __init__(self, proposal_id: int) -> None:
        self.proposal_id = proposal_id
        self._waiting: list[tuple[Written, asyncio.Future[Answer]]] = []
        self._came = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def take_down(self, written: Written) -> RuleViolation | None:
        """Keep it; gives why it was refused, or None once it is kept."""
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((written, answer))
        self._came.set()
        if self._task is None:
            self._task = asyncio.create_task(self._work())
        return await answer

    async def _work(self) -> None:
        try:
            while await self._somebody_writes():
                if await self._keep() >= MOST_STEPS_WAITING:
                    await self._settle()
                # At the end of the last settling somebody may have begun anew.
        finally:
            self._task = None

    async def _somebody_writes(self) -> bool:
        """Wait for what comes; False when the draft rests, and is settled."""
        try:
            await asyncio.wait_for(self._came.wait(), SECONDS_OF_REST)
        except TimeoutError:
            await self._settle()
        return bool(self._waiting)

    async def _keep(self) -> int:
        """Keep all that waits, and answer. Gives how many steps are not settled yet."""
        together, self._waiting = self._waiting, []
        self._came.clear()
        answers: list[Answer]
        unsettled: int
        try:
            answers, unsettled = await database_sync_to_async(write_together)(
                proposal_id=self.proposal_id, written=[written for written, _ in together]
            )
        except RuleViolation as refusal:
            answers, unsettled = [refusal] * len(together), 0
        except Exception as error:
            for _, future in together:
                if not future.done():
                    future.set_exception(error)
            raise
        for (_, future), answer in zip(together, answers, strict=True):
            if not future.done():
                future.set_result(answer)
        return unsettled

    async def _settle(self) -> None:
        try:
            await database_sync_to_async(settle_draft)(proposal_id=self.proposal_id)
        except Exception:  # what was written is kept; the next who opens the draft settles it
            logger.exception("A draft could not be settled.")


_scribes: dict[asyncio.AbstractEventLoop, dict[int, Scribe]] = defaultdict(dict)


def scribe_of(proposal_id: int) -> Scribe:
    """The one of the running event loop."""
    loop = asyncio.get_running_loop()
    for ended in [other for other in _scribes if other.is_closed()]:
        del _scribes[ended]
    return _scribes[loop].setdefault(proposal_id, Scribe(proposal_id))
