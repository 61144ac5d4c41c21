"""How much one socket may say. Pure."""

# Commands are short; uvicorn closes a socket that sends more with 1009 before it is read whole.
MOST_BYTES = 16_384
COMMANDS_AT_ONCE = 20
COMMANDS_PER_SECOND = 2.0


class Allowance:
    """A bucket of so many commands at once, refilled at so many a second."""

    def __init__(self, at_once: float, per_second: float, *, now: float) -> None:
        self._most, self._per_second = at_once, per_second
        self._left, self._at = at_once, now

    def take(self, *, now: float) -> bool:
        """Take one; False where none is left. `now` is in seconds and never goes back."""
        self._left = min(self._most, self._left + (now - self._at) * self._per_second)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True
