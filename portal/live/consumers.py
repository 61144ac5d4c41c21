"""The base of every live page's socket: admit, catch up, listen, obey commands."""

import asyncio
import re
import time
from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import parse_qs

from channels.generic.websocket import AsyncWebsocketConsumer

from portal.live.commands import Command, CommandIsMalformed, Resume, parse
from portal.live.hub import hub
from portal.live.limits import COMMANDS_AT_ONCE, COMMANDS_PER_SECOND, MOST_BYTES, Allowance
from portal.live.messages import Stream, StreamIsClosed
from portal.live.outbox import POLICY, TOO_BIG, UNSUPPORTED, Outbox, together

LANGUAGES = ("ja", "en")
NUMBER = re.compile(r"[0-9]{1,15}")


class StreamConsumer(AsyncWebsocketConsumer):
    """One browser reading one stream.

    The address carries `language`, in which texts are sent, and `after`, the number up to which
    the page has everything. A stage says by `stream_for` what is read, and by `obey` what its own
    commands do. Permission is asked at the joining and at each command: the socket outlives both.
    """

    # The hub has the one subscription of the process; the socket itself needs none.
    channel_layer_alias = None
    writing: asyncio.Task[None] | None = None
    joined: tuple[Stream, Outbox] | None = None
    commands: ClassVar[Mapping[str, type[Command]]] = {"resume": Resume}
    commands_at_once: ClassVar[int] = COMMANDS_AT_ONCE
    commands_per_second: ClassVar[float] = COMMANDS_PER_SECOND

    @abstractmethod
    def stream_for(self, language: str) -> Stream:
        """What this socket reads."""

    async def obey(self, command: Command) -> None:
        """Carry out a command that the stage added to `commands`."""
        raise CommandIsMalformed

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            # However the socket ended, its place in the hub is given up.
            await self._give_up_place()

    async def _give_up_place(self) -> None:
        if self.writing:
            self.writing.cancel()
        if self.joined:
            await hub().leave(*self.joined)

    async def connect(self) -> None:
        query = parse_qs(self.scope["query_string"].decode("latin1"))
        language, after = query.get("language", ["ja"])[0], query.get("after", ["0"])[0]
        if language not in LANGUAGES or not NUMBER.fullmatch(after):
            await self.close(POLICY)
            return
        self.stream, self.outbox = self.stream_for(language), Outbox(int(after))
        self.allowance = Allowance(
            self.commands_at_once, self.commands_per_second, now=time.monotonic()
        )
        try:
            # In the layer's group before the browser is told that it is connected.
            self.joined = (self.stream, self.outbox)
            await hub().join(self.stream, self.outbox)
        except StreamIsClosed:
            await self.close(POLICY)
            return
        await self.accept()
        self.writing = asyncio.create_task(self._write())

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if text_data is None:
            self.outbox.close(UNSUPPORTED)
        elif len(text_data) > MOST_BYTES:
            self.outbox.close(TOO_BIG)
        elif not self.allowance.take(now=time.monotonic()):
            self.outbox.close(POLICY)
        else:
            await self._carry_out(text_data)

    async def _carry_out(self, text: str) -> None:
        try:
            command = parse(text, self.commands)
            if isinstance(command, Resume):
                missed = await self.stream.since(command.after)
                # Also when nothing was missed: the browser learns that the socket is alive.
                self.outbox.say(together([message.text for message in missed.messages]))
            else:
                await self.obey(command)
        except CommandIsMalformed:
            self.outbox.say('{"type": "malformed"}')
        except StreamIsClosed:
            self.outbox.close(POLICY)

    async def _write(self) -> None:
        """Send what waits. After the opening, nothing else sends, so texts keep their order."""
        while isinstance(waiting := await self.outbox.next(), str):
            await self.deliver(waiting)
        await self.close(waiting)

    async def deliver(self, text: str) -> None:
        """Send a text that was waiting; a stage may look at it first."""
        await self.send(text_data=text)
