"""What another stage does when a decision is recorded: registered in AppConfig.ready().

It runs in the transaction that records the decision, so either all of it happens or nothing.
"""

from collections.abc import Callable

from portal.lifecycle.models import Cycle

Hook = Callable[[Cycle], None]
_on_decision: list[Hook] = []


def on_decision(hook: Hook) -> None:
    """Run the hook after each decision, with its cycle; it must bear repetition."""
    if hook not in _on_decision:
        _on_decision.append(hook)


def run_on_decision(cycle: Cycle) -> None:
    for hook in _on_decision:
        hook(cycle)
