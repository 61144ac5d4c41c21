"""What a stage does when a phase opens: registered in AppConfig.ready(), run in order.

It runs in the transaction that opens the phase, so either all of it happens or nothing.
"""

from collections import defaultdict
from collections.abc import Callable

from portal.lifecycle.models import Cycle
from portal.lifecycle.phases import Phase

Hook = Callable[[Cycle], None]
_on_enter: defaultdict[Phase, list[Hook]] = defaultdict(list)


def on_enter(phase: Phase, hook: Hook) -> None:
    """Run the hook each time the phase opens, with the cycle; it must bear repetition."""
    if hook not in _on_enter[phase]:
        _on_enter[phase].append(hook)


def run_on_enter(phase: Phase, cycle: Cycle) -> None:
    for hook in _on_enter[phase]:
        hook(cycle)
