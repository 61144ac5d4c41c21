"""Checks the public record of an election, without the portal and without Django.

`python -m voting.verify RECORD`; docs/protocol.md says what each check rests on.
"""
