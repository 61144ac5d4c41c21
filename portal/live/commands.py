"""What a browser may say over a socket: JSON, parsed into a typed command before anything else."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields


class CommandIsMalformed(Exception):
    """It is no JSON object, of no known type, or its fields are not those of its type."""


@dataclass(frozen=True)
class Command:
    """A command; its fields are int, str or bool."""


@dataclass(frozen=True)
class Resume(Command):
    """Send what came after this number: the browser was away, or doubts that it has all."""

    after: int


def parse(text: str, types: Mapping[str, type[Command]]) -> Command:
    """The command in a text such as `{"type": "resume", "after": 12}`.

    Raises:
        CommandIsMalformed: nothing of it was carried out.
    """
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CommandIsMalformed from error
    if not isinstance(said, dict) or not isinstance(said.get("type"), str):
        raise CommandIsMalformed
    command = types.get(said.pop("type"))
    if command is None or said.keys() != {field.name for field in fields(command)}:
        raise CommandIsMalformed
    for field in fields(command):
        # Not isinstance: true is an int to Python, and not to the sender.
        if type(said[field.name]) is not field.type:
            raise CommandIsMalformed
    return command(**said)
