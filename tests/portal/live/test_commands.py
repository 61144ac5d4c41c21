from dataclasses import dataclass

import pytest

from portal.live.commands import Command, CommandIsMalformed, Resume, parse


@dataclass(frozen=True)
class Say(Command):
    text: str
    loud: bool


TYPES = {"resume": Resume, "say": Say}


def test_a_command_is_parsed_to_its_type():
    assert parse('{"type": "resume", "after": 12}', TYPES) == Resume(12)
    assert parse('{"text": "あ", "loud": true, "type": "say"}', TYPES) == Say("あ", loud=True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "resume",
        "[]",
        "12",
        "null",
        '{"after": 12}',
        '{"type": 12, "after": 12}',
        '{"type": "unknown"}',
        '{"type": "resume"}',
        '{"type": "resume", "after": "12"}',
        '{"type": "resume", "after": true}',
        '{"type": "resume", "after": 1.5}',
        '{"type": "resume", "after": null}',
        '{"type": "resume", "after": 12, "more": 1}',
        '{"type": "say", "text": 1, "loud": true}',
        '{"type": "resume", "after": ' + "9" * 5000 + "}",
        "[" * 20_000,
        '{"type": "__class__"}',
    ],
)
def test_whatever_else_is_malformed(text):
    with pytest.raises(CommandIsMalformed):
        parse(text, TYPES)
