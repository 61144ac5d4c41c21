"""The socket of a draft that several people write at once."""

import asyncio
import base64
import binascii
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from channels.db import database_sync_to_async
from django.utils import translation

from portal.live.commands import Command, CommandIsMalformed, Resume
from portal.live.consumers import StreamConsumer
from portal.live.outbox import POLICY, TOO_BIG
from proposals.broadcast import LOOK_AGAIN, DraftStream, tell_now
from proposals.scribe import scribe_of
from proposals.selectors import PersonAtDraft, person_at_draft
from proposals.services import Written, open_shared_draft
from proposals.services.co_drafting import MOST_UPDATE_BYTES
from proposals.shared_text import FIELDS

# In base64; one command of portal.live carries less.
MOST_LETTERS = MOST_UPDATE_BYTES * 4 // 3 + 4
SECONDS_BETWEEN_LOOKS = 30
PLACE = re.compile(r"[A-Za-z0-9+/=]{0,120}")


@dataclass(frozen=True)
class Write(Command):
    """A part of an update in base64; with the last part (`more` false) it is kept.

    `mark` is the browser's own number of it, by which it learns what became of it.
    """

    data: str
    more: bool
    mark: int


@dataclass(frozen=True)
class Here(Command):
    """Where one writes: a field, and two places in it as the page's own library names them."""

    field: str
    anchor: str
    head: str


class DraftConsumer(StreamConsumer):
    """One browser at one draft.

    Who may not write may still read along. What others see of a person is said by us: a name that
    the browser sent would be anybody's.
    """

    commands: ClassVar[Mapping[str, type[Command]]] = {
        "resume": Resume,
        "write": Write,
        "here": Here,
    }
    # Fast typing is ten strokes a second, of which the page makes less; a paste comes in parts.
    commands_at_once: ClassVar[int] = 60
    commands_per_second: ClassVar[float] = 15.0
    person: PersonAtDraft | None = None
    looking: asyncio.Task[None] | None = None

    def stream_for(self, language: str) -> DraftStream:
        self.language = language
        return DraftStream(self.proposal_id)

    async def connect(self) -> None:
        self.proposal_id = int(self.scope["url_route"]["kwargs"]["proposal_id"])
        self.who, self.parts = secrets.token_hex(8), ""
        self.person = await self._find_person()
        if self.person is None:
            await self.close(POLICY)
            return
        await database_sync_to_async(open_shared_draft)(proposal_id=self.proposal_id)
        await super().connect()
        if self.writing:
            self._welcome()
            self._tell({"type": "came", "who": self.who})
            self.looking = asyncio.create_task(self._look_for_ever())

    async def _give_up_place(self) -> None:
        if self.looking:
            self.looking.cancel()
            self._tell({"type": "left", "who": self.who})
        await super()._give_up_place()

    async def obey(self, command: Command) -> None:
        match command:
            case Write():
                await self._take_down(command)
            case Here():
                self._show_place(command)

    async def deliver(self, text: str) -> None:
        if text == LOOK_AGAIN:
            await self._look_again()
        else:
            await super().deliver(text)

    async def _take_down(self, command: Write) -> None:
        self.parts += command.data
        if len(self.parts) > MOST_LETTERS:
            self.outbox.close(TOO_BIG)
            return
        if command.more:
            return
        letters, self.parts = self.parts, ""
        try:
            data = base64.b64decode(letters, validate=True)
        except binascii.Error as error:
            raise CommandIsMalformed from error
        refusal = await scribe_of(self.proposal_id).take_down(Written(self.scope["user"].pk, data))
        answer: dict[str, object] = {"type": "kept", "mark": command.mark}
        if refusal:
            with translation.override(self.language):
                answer = {"type": "refused", "mark": command.mark, "text": str(refusal)}
        self.outbox.say(json.dumps(answer))

    def _show_place(self, command: Here) -> None:
        known = command.field in {*FIELDS, ""}
        if not (known and PLACE.fullmatch(command.anchor) and PLACE.fullmatch(command.head)):
            raise CommandIsMalformed
        assert self.person
        place = {"field": command.field, "anchor": command.anchor, "head": command.head}
        person = {"name": self.person.name, "organisation": self.person.organisation}
        self._tell({"type": "here", "who": self.who, **person, **place})

    def _welcome(self) -> None:
        assert self.person
        welcome = {"type": "welcome", "who": self.who, "may_write": self.person.may_write}
        self.outbox.say(json.dumps(welcome))

    def _tell(self, message: dict[str, str]) -> None:
        tell_now(self.proposal_id, json.dumps(message))

    async def _look_for_ever(self) -> None:
        """A membership may end, or an account be closed, without a word to the draft."""
        while True:
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
            await self._look_again()

    async def _look_again(self) -> None:
        before, self.person = self.person, await self._find_person()
        if self.person is None:
            self.outbox.close(POLICY)
        elif self.person != before:
            self._welcome()

    async def _find_person(self) -> PersonAtDraft | None:
        user = self.scope["user"]
        found: PersonAtDraft | None = await database_sync_to_async(person_at_draft)(
            user.pk, self.proposal_id
        )
        return found
