"""Narrowing a list. The choices are those that the page has read anyway."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.common.fields import TitleField
from portal.registers.models import Area
from proposals.names import PROPOSAL_STATES, REPORT_STATES, Text
from proposals.selectors import Choices, ProposalFilter, ReportFilter
from proposals.states import PRIVATE_STATES, ProposalState, ReportState

EVERYTHING = ("", _("すべて"))


class _FilterForm(forms.Form):
    """A value that is no choice narrows nothing, and says so beside its field."""

    q = TitleField(label=_("ことば"), max_length=100, required=False)
    state = forms.ChoiceField(label=_("状態"), required=False)
    area = forms.ChoiceField(label=_("区"), required=False)
    theme = forms.ChoiceField(label=_("テーマ"), required=False)
    cycle = forms.ChoiceField(label=_("サイクル"), required=False)

    states: list[tuple[str, Text]]

    def areas_of(self, choices: Choices) -> list[Area]:
        return choices.areas

    def __init__(self, data: Any, *, choices: Choices) -> None:
        super().__init__(data)
        self.areas = {area.code: area for area in self.areas_of(choices)}
        self.themes = {theme.slug: theme for theme in choices.themes}
        self.cycles = {cycle.slug: cycle for cycle in choices.cycles}
        self._offer("state", self.states)
        for name, rows in (("area", self.areas), ("theme", self.themes), ("cycle", self.cycles)):
            self._offer(name, [(key, row.name) for key, row in rows.items()])

    def _offer(self, name: str, offered: list[tuple[str, Text]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [EVERYTHING, *offered]

    @property
    def is_narrow(self) -> bool:
        """Whether a rarer condition was chosen: then it is shown."""
        return any(self.data.get(name) for name in ("state", "theme", "cycle"))

    def _wanted(self) -> dict[str, Any]:
        self.is_valid()
        chosen = self.cleaned_data
        return {
            "words": chosen.get("q", ""),
            "area": self.areas.get(chosen.get("area", "")),
            "theme": self.themes.get(chosen.get("theme", "")),
            "cycle": self.cycles.get(chosen.get("cycle", "")),
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

    def wanted(self) -> ProposalFilter:
        common = self._wanted()
        state = self.cleaned_data.get("state")
        return ProposalFilter(**common, state=ProposalState(state) if state else None)
