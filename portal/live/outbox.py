"""What waits to be sent to one socket: a little, for a slow reader must not hold up the others."""

import asyncio

from portal.live.messages import Message, Missed

# A reader who is further behind is let go, comes back, and catches up from the database.
MOST_WAITING = 64
# Close codes (RFC 6455, section 7.4.1).
UNSUPPORTED, POLICY, TOO_BIG, TRY_AGAIN_LATER = 1003, 1008, 1009, 1013


class Outbox:
    """The texts on their way to one socket. Its reader has all of the stream up to `position`."""

    def __init__(self, position: int = 0) -> None:
        self.position = position
        self._waiting: asyncio.Queue[str | int] = asyncio.Queue(MOST_WAITING)
        self._is_closed = False

    def put(self, message: Message) -> None:
        """Send a message of the stream, unless the reader has it already."""
        if message.number > self.position:
            self.position = message.number
            self.say(message.text)

    def catch_up(self, missed: Missed) -> None:
        """Send, as one text, what the reader has not been sent already."""
        texts = [m.text for m in missed.messages if m.number > self.position]
        if texts:
            self.say(together(texts))
        self.position = max(self.position, missed.number)

    def say(self, text: str) -> None:
        """Send a text that belongs to this reader alone."""
        if self._is_closed:
            return
        try:
            self._waiting.put_nowait(text)
        except asyncio.QueueFull:
            self.close(TRY_AGAIN_LATER)

    def close(self, code: int) -> None:
        """Let the reader go with a close code; what waits is dropped."""
        if self._is_closed:
            return
        self._is_closed = True
        while not self._waiting.empty():
            self._waiting.get_nowait()
        self._waiting.put_nowait(code)

    async def next(self) -> str | int:
        """The next text to send, or the code to close with."""
        return await self._waiting.get()


def together(texts: list[str]) -> str:
    """Several JSON texts as one."""
    return f"[{','.join(texts)}]"
