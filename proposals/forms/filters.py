"""Narrowing a list. The choices are those that the page has read anyway."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.common.fields import TitleField
from portal.lifecycle.names import PHASE_TEXTS
from portal.lifecycle.phases import Phase
from portal.registers.models import Area
from proposals.names import (
    COST_BAND_NAMES,
    ORDER_NAMES,
    PROPOSAL_STATES,
    REPORT_STATES,
    Text,
)
from proposals.selectors import Choices, ProposalFilter, ReportFilter
from proposals.selectors.searching import Understood, understood
from proposals.states import PRIVATE_STATES, CostBand, Order, ProposalState, ReportState

EVERYTHING = ("", _("すべて"))


class _FilterForm(forms.Form):
    """A value that is no choice narrows nothing, and says so beside its field."""

    q = TitleField(label=_("ことば"), max_length=100, required=False)
    state = forms.ChoiceField(label=_("状態"), required=False)
    area = forms.ChoiceField(label=_("区"), required=False)
    theme = forms.ChoiceField(label=_("テーマ"), required=False)
    cycle = forms.ChoiceField(label=_("サイクル"), required=False)
    phase = forms.ChoiceField(label=_("フェーズ"), required=False)

    states: list[tuple[str, Text]]
    rarer: tuple[str, ...] = ("state", "theme", "cycle", "phase")

    @property
    def rarer_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.rarer]

    @cached_property
    def understood(self) -> Understood:
        """What the words were meant to be."""
        self.is_valid()
        return understood(self.cleaned_data.get("q", ""), self.wards)

    def areas_of(self, choices: Choices) -> list[Area]:
        return choices.areas

    def __init__(self, data: Any, *, choices: Choices) -> None:
        super().__init__(data)
        self.areas = {area.code: area for area in self.areas_of(choices)}
        self.themes = {theme.slug: theme for theme in choices.themes}
        self.cycles = {cycle.slug: cycle for cycle in choices.cycles}
        self.wards = choices.wards
        self._offer("state", self.states)
        self._offer("phase", [(str(phase.value), text.name) for phase, text in PHASE_TEXTS.items()])
        for name, rows in (("area", self.areas), ("theme", self.themes), ("cycle", self.cycles)):
            self._offer(name, [(key, row.name) for key, row in rows.items()])

    def _offer(self, name: str, offered: list[tuple[str, Text]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [EVERYTHING, *offered]

    @property
    def is_narrow(self) -> bool:
        """Whether a rarer condition was chosen: then it is shown."""
        return any(self.data.get(name) for name in self.rarer)

    def _wanted(self) -> dict[str, Any]:
        self.is_valid()
        chosen = self.cleaned_data
        return {
            "words": self.understood.words,
            "area": self.areas.get(chosen.get("area", "")),
            "theme": self.themes.get(chosen.get("theme", "")),
            "cycle": self.cycles.get(chosen.get("cycle", "")),
            "phase": Phase(int(chosen["phase"])) if chosen.get("phase") else None,
        }


class ReportFilterForm(_FilterForm):
    states = [(state.value, text.name) for state, text in REPORT_STATES.items()]

    def areas_of(self, choices: Choices) -> list[Area]:
        """A report lies in a ward."""
        return choices.wards

    def wanted(self) -> ReportFilter:
        common = self._wanted()
        state = self.cleaned_data.get("state")
        return ReportFilter(**common, state=ReportState(state) if state else None)


class ProposalFilterForm(_FilterForm):
    states = [
        (state.value, text.name)
        for state, text in PROPOSAL_STATES.items()
        if state not in PRIVATE_STATES
    ]
    rarer = (*_FilterForm.rarer, "organisation", "cost", "order")
    organisation = forms.ChoiceField(label=_("共同提案団体"), required=False)
    cost = forms.ChoiceField(
        label=_("費用の見積もり"),
        required=False,
        choices=[EVERYTHING, *((band.value, name) for band, name in COST_BAND_NAMES.items())],
    )
    order = forms.ChoiceField(
        label=_("並べ方"),
        required=False,
        choices=[(order.value, name) for order, name in ORDER_NAMES.items()],
    )

    def __init__(self, data: Any, *, choices: Choices) -> None:
        super().__init__(data, choices=choices)
        self._offer(
            "organisation", [(str(each.pk), each.shown_name) for each in choices.organisations]
        )

    def wanted(self) -> ProposalFilter:
        common = self._wanted()
        chosen = self.cleaned_data
        state, cost = chosen.get("state"), chosen.get("cost")
        return ProposalFilter(
            **common,
            state=ProposalState(state) if state else None,
            organisation=int(chosen.get("organisation") or 0) or None,
            cost=CostBand(cost) if cost else None,
        )

    @property
    def wanted_order(self) -> Order:
        self.is_valid()
        return Order(self.cleaned_data.get("order") or Order.NEWEST)
