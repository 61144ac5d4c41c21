"""What a tool refuses to do, or cannot; the texts stand in `sentences`."""


class Refused(Exception):
    """`reason` names a sentence, `values` fill it in."""

    def __init__(self, reason: str, /, **values: object) -> None:
        super().__init__(reason, values)
        self.reason, self.values = reason, values


class Waiting(Exception):
    """It is not this tool's turn yet: others have something to do first."""

    def __init__(self, reason: str, /, **values: object) -> None:
        super().__init__(reason, values)
        self.reason, self.values = reason, values
