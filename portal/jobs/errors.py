"""What a task failed of, when not of itself."""


class WorkersWereLost(Exception):
    """Every worker that began the task ended before it: the task itself may be what ends them."""
