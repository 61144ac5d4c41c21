"""The items of the step bar, written in Python: a bar holds twenty, which templates make slowly."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.common.dates import Moment, day_short
from portal.common.icons import icon


class Step(Protocol):
    """What the bar needs to know of a step; portal.lifecycle.selectors gives them."""

    @property
    def number(self) -> int: ...
    @property
    def name(self) -> Promise | str: ...
    @property
    def state(self) -> str: ...
    @property
    def opens_on(self) -> Moment | None: ...
    @property
    def closes_on(self) -> Moment | None: ...
    @property
    def is_current(self) -> bool: ...
    @property
    def reached_on(self) -> Moment | None: ...
    @property
    def url(self) -> str: ...


@dataclass(frozen=True)
class StepBar:
    """All steps, the few that a phone shows, and where the item or cycle stands."""

    all: SafeString
    strip: SafeString
    total: int
    current: list[Step]


def step_bar(steps: Sequence[Step]) -> StepBar:
    items = [_item(step) for step in steps]
    here = [step for step in steps if step.is_current]
    # Of several that are open at once, the furthest; of none, the first.
    middle = max((i for i, step in enumerate(steps) if step.is_current), default=0)
    return StepBar(
        all=SafeString("".join(items)),
        strip=SafeString("".join(items[max(0, middle - 1) : middle + 2])),
        total=len(items),
        current=here,
    )


def _item(step: Step) -> str:
    name = escape(step.name)
    linked = f'<a href="{escape(step.url)}">{name}</a>' if step.url else name
    current = ' aria-current="step"' if step.is_current else ""
    return (
        f'<li class="tm-step tm-step--{step.state}"{current}>'
        f'<span class="tm-step__number">{step.number}</span>'
        f'<span class="tm-step__name">{linked}</span>'
        f'<span class="tm-step__state">{_state(step.state)}</span>{_dates(step)}</li>'
    )


def _state(state: str) -> str:
    match state:
        case "closed":
            return icon("check") + _("済み")
        case "open":
            return icon("clock") + _("いま")
        case "left_out":
            return icon("dash") + _("対象外")
    return _("これから")


def _dates(step: Step) -> str:
    """A day is never broken; what stands around it is, where ten steps share a line."""
    if step.state == "left_out":
        return ""
    if step.reached_on:
        text = _("%(day)sに到達") % {"day": _unbroken(day_short(step.reached_on))}
    elif step.opens_on:
        text = _unbroken(day_short(step.opens_on) + _("〜"))
        text += _unbroken(day_short(step.closes_on)) if step.closes_on else ""
    else:
        return ""
    return f'<span class="tm-step__dates">{text}</span>'


def _unbroken(text: str) -> str:
    return f"<span>{escape(text)}</span>"
