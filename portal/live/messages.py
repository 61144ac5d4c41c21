"""What travels from a deed to its readers: numbered messages of a stream."""

from dataclasses import dataclass
from typing import ClassVar, Protocol


@dataclass(frozen=True)
class Message:
    """One change of a stream: its number, and the JSON that browsers are sent.

    What only matters now (who is here) is no change: its number is AT_ONCE. It is handed to who is
    there, kept nowhere, and may be lost.
    """

    AT_ONCE: ClassVar[int] = 0

    number: int
    text: str


@dataclass(frozen=True)
class Missed:
    """What a reader has not been sent yet, in order, and how far the stream has come.

    What was changed twice may be there once, under the later number.
    """

    messages: tuple[Message, ...]
    number: int


class StreamIsClosed(Exception):
    """The reader may not (or no longer) read the stream."""


class Stream(Protocol):
    """A row of changes numbered 1, 2, 3 … whose truth is the database.

    All who read the same `group` are sent the same texts, so a text holds nothing that only
    some may see.
    """

    @property
    def group(self) -> str:
        """Its name in the channel layer: letters, digits, hyphens, full stops; under 100."""

    async def since(self, number: int) -> Missed:
        """All after the number.

        A change that is made while we look may come with the next call; none is left out.

        Raises:
            StreamIsClosed: there is no such stream, or the reader may not read it.
        """
