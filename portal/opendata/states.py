"""The states of a showcased reuse. Pure: a table."""

from enum import StrEnum


class ReuseState(StrEnum):
    WAITING = "waiting"
    SHOWN = "shown"
    DECLINED = "declined"
