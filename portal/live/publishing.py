"""Telling the readers of a stream, wherever they are connected."""

import asyncio
import logging
import threading
from concurrent.futures import Future
from functools import cache

from channels.layers import get_channel_layer

from portal.live.hub import loop_of_the_hub
from portal.live.messages import Message

logger = logging.getLogger(__name__)


def publish(group: str, message: Message) -> None:
    """Send a message to the readers of a group in every process. Call it on commit.

    It does not wait, and a layer that fails does not undo the deed: the readers catch up from the
    database. From whatever thread it is called, the layer is used in one event loop: that of the
    hub, which alone may touch the in-memory layer, else that of a thread kept for sending.
    """
    sent = asyncio.run_coroutine_threadsafe(
        get_channel_layer().group_send(
            group,
            {
                "type": "live.message",
                "group": group,
                "number": message.number,
                "text": message.text,
            },
        ),
        loop_of_the_hub() or _sending_loop(),
    )
    sent.add_done_callback(_log_failure)


@cache
def _sending_loop() -> asyncio.AbstractEventLoop:
    """A loop in a thread of its own: a process that serves pages keeps one connection to Redis."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="live-sending", daemon=True).start()
    return loop


def _log_failure(sent: Future[None]) -> None:
    if not sent.cancelled() and (error := sent.exception()):
        logger.error("A message could not be sent to its readers.", exc_info=error)
