"""The hub: one subscription to the channel layer per process, fanned out to its sockets.

Every socket in a group of its own costs the layer a copy per socket; a hub costs it one per
process. It also keeps the order, which the layer does not promise:

1. Messages of a stream are numbered without gaps. A room hands number n+1 on after n.
2. A message that comes early shows that one was lost or is late: the room asks the stream
   (the database), once for all its readers. One that comes late is known already and dropped.
3. Who joins reads from the database what they miss, again until nothing was heard of that they do
   not have, and only then listens. So nobody misses a message, or is sent one twice.
4. Now and then each room asks the stream although nothing was heard: a layer that lost its
   connection for a moment does not say what it dropped.
"""

import asyncio
import logging
from typing import Any

from channels.layers import get_channel_layer

from portal.live.messages import Message, Stream, StreamIsClosed
from portal.live.outbox import POLICY, Outbox

logger = logging.getLogger(__name__)
SECONDS_BETWEEN_LOOKS = 60
SECONDS_AFTER_FAILURE = 1


class Room:
    """The readers of one stream in this process.

    All of them have been handed (or have read for themselves) everything up to `position`; it is
    None until the first has. `heard` is the highest number that anyone spoke of.
    """

    def __init__(self, stream: Stream) -> None:
        self.stream = stream
        self.readers: set[Outbox] = set()
        self.joining = 0
        self.position: int | None = None
        self.heard = 0

    @property
    def is_empty(self) -> bool:
        return not self.readers and not self.joining

    async def hear(self, message: Message) -> None:
        """A message came: hand it on in its turn."""
        if message.number == Message.AT_ONCE:
            for outbox in self.readers:
                outbox.say(message.text)
            return
        self.heard = max(self.heard, message.number)
        if self.position is None or message.number <= self.position:
            return
        if message.number > self.position + 1:
            await self.look()
            return
        self.position = message.number
        for outbox in self.readers:
            outbox.put(message)

    async def look(self) -> None:
        """Ask the stream for what nobody was handed yet; let all go if it is closed."""
        if self.position is None:
            return
        try:
            missed = await self.stream.since(self.position)
        except StreamIsClosed:
            for outbox in self.readers:
                outbox.close(POLICY)
            return
        self.position = max(self.position, missed.number)
        self.heard = max(self.heard, missed.number)
        for outbox in self.readers:
            outbox.catch_up(missed)


class Hub:
    """The rooms of this process. It lives in one event loop; `hub()` gives the running one's."""

    def __init__(self) -> None:
        self._rooms: dict[str, Room] = {}
        # Entering and leaving wait for the layer in between: one at a time.
        self._lock = asyncio.Lock()
        self._layer: Any = get_channel_layer()
        self._channel = ""
        self._tasks: list[asyncio.Task[None]] = []

    async def join(self, stream: Stream, outbox: Outbox) -> None:
        """Let a reader in, and send what came after the outbox's position.

        Raises:
            StreamIsClosed: the reader may not read the stream.
        """
        room = await self._enter(stream)
        try:
            await self._catch_up(room, stream, outbox)
            room.readers.add(outbox)
        finally:
            room.joining -= 1
            if room.is_empty:
                await self._close_if_empty(stream.group)

    async def leave(self, stream: Stream, outbox: Outbox) -> None:
        """Let a reader go; doing it twice, or before joining, changes nothing."""
        if room := self._rooms.get(stream.group):
            room.readers.discard(outbox)
            await self._close_if_empty(stream.group)

    def readers_of(self, group: str) -> int:
        """How many sockets of this process read the stream."""
        return len(self._rooms[group].readers) if group in self._rooms else 0

    async def _enter(self, stream: Stream) -> Room:
        async with self._lock:
            if not self._tasks:
                await self._start()
            room = self._rooms.get(stream.group)
            if room is None:
                await self._layer.group_add(stream.group, self._channel)
                room = self._rooms[stream.group] = Room(stream)
            room.joining += 1
            return room

    async def _catch_up(self, room: Room, stream: Stream, outbox: Outbox) -> None:
        """Send from the database until the reader has all that was heard of.

        There is no await between the last comparison and the caller's adding the reader to the
        room, so no message can pass in between.
        """
        missed = await stream.since(outbox.position)
        # A number from the future (a restored database) is taken back to the stream's own.
        outbox.position = min(outbox.position, missed.number)
        outbox.catch_up(missed)
        while outbox.position < room.heard:
            outbox.catch_up(await stream.since(outbox.position))
        if room.position is None:
            room.position = room.heard = outbox.position

    async def _close_if_empty(self, group: str) -> None:
        async with self._lock:
            room = self._rooms.get(group)
            if room and room.is_empty:
                del self._rooms[group]
                await self._layer.group_discard(group, self._channel)

    async def _start(self) -> None:
        self._channel = await self._layer.new_channel()
        self._tasks = [
            asyncio.create_task(self._receive_for_ever()),
            asyncio.create_task(self._look_for_ever()),
        ]

    async def _receive_for_ever(self) -> None:
        while True:
            try:
                received = await self._layer.receive(self._channel)
                if room := self._rooms.get(received["group"]):
                    await room.hear(Message(received["number"], received["text"]))
            except Exception:  # a loop that must not end
                logger.exception("The live hub could not hand a message on.")
                await asyncio.sleep(SECONDS_AFTER_FAILURE)

    async def _look_for_ever(self) -> None:
        while True:
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
            for room in list(self._rooms.values()):
                try:
                    await room.look()
                except Exception:  # a loop that must not end
                    logger.exception("The live hub could not look for what was missed.")


_hubs: dict[asyncio.AbstractEventLoop, Hub] = {}


def hub() -> Hub:
    """The hub of the running event loop; a server process has one loop, and so one hub."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        for ended in [other for other in _hubs if other.is_closed()]:
            del _hubs[ended]
        _hubs[loop] = Hub()
    return _hubs[loop]


def loop_of_the_hub() -> asyncio.AbstractEventLoop | None:
    """The loop in which this process serves sockets, if it does; asked from any thread."""
    return next((loop for loop in tuple(_hubs) if loop.is_running()), None)
