"""Every component in every state, for those who build pages and for the tests of looks."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from portal.common.icons import ICONS
from portal.lifecycle.names import PHASE_TEXTS
from portal.lifecycle.phases import Phase, PhaseState
from portal.lifecycle.selectors import Step


class SampleForm(forms.Form):
    title = forms.CharField(
        label=_("題名"), max_length=60, help_text=_("ひと目でわかる短い題にしてください。")
    )
    text = forms.CharField(label=_("くわしい内容"), max_length=200, widget=forms.Textarea)
    ward = forms.ChoiceField(
        label=_("区"),
        choices=[("", _("選んでください")), ("chuo", _("中央区")), ("hanamigawa", _("花見川区"))],
    )
    kind = forms.ChoiceField(
        label=_("種類"),
        choices=[("road", _("道路")), ("park", _("公園")), ("other", _("その他"))],
        widget=forms.RadioSelect,
    )
    themes = forms.MultipleChoiceField(
        label=_("関係するテーマ"),
        choices=[("safety", _("安全")), ("care", _("子育て・福祉")), ("green", _("環境"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    seen_on = forms.DateField(
        label=_("気づいた日"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    photo = forms.FileField(label=_("写真"), required=False)
    agreed = forms.BooleanField(
        label=_("公開されることを確認しました"), help_text=_("お名前は公開されません。")
    )


def gallery(request: HttpRequest) -> HttpResponse:
    sent = SampleForm(
        {"title": "", "text": "あ" * 210, "agreed": ""}, auto_id="sent_%s", prefix="sent"
    )
    return render(
        request,
        "home/gallery.html",
        {
            "plain_form": SampleForm(auto_id="plain_%s", prefix="plain"),
            "sent_form": sent,
            "steps": _steps(current=Phase.DESIGN),
            "finished_steps": _steps(current=Phase.IMPROVE),
            "icons": sorted(ICONS),
            "tones": ["info", "open", "success", "warning", "danger", "muted"],
            "colours": _COLOURS,
            "path": _path(),
            "rows": [("道路", "1,200", "35%"), ("公園", "840", "24%"), ("子育て", "1,430", "41%")],
            "now": datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
        },
    )


_COLOURS = [
    "ink",
    "ink-soft",
    "line",
    "paper",
    "primary",
    "primary-tint",
    "warm",
    "error",
    "success",
]


def _steps(*, current: Phase) -> list[Step]:
    """A cycle of 2026: one month a phase from March on, ORGANISE left out."""
    return [
        Step(
            number=phase.value,
            name=PHASE_TEXTS[phase].name,
            state=_state(phase, current),
            opens_on=datetime(2026, phase.value + 2, 1, tzinfo=UTC),
            closes_on=datetime(2026, phase.value + 2, 28, tzinfo=UTC),
            is_current=phase == current,
            reached_on=None,
            url="#steps",
        )
        for phase in Phase
    ]


def _state(phase: Phase, current: Phase) -> PhaseState:
    if phase == Phase.ORGANISE:
        return PhaseState.LEFT_OUT
    if phase == current:
        return PhaseState.OPEN
    return PhaseState.CLOSED if phase < current else PhaseState.AHEAD


def _path() -> dict[str, Any]:
    def node(kind: Any, title: Any) -> dict[str, Any]:
        return {"kind_name": kind, "title": title, "get_absolute_url": "#path", "language": "ja"}

    return {
        "before": [
            node(_("報告"), "通学路の横断歩道が消えかけている"),
            node(_("課題のまとまり"), "通学路の安全"),
        ],
        "here": node(_("提案"), "通学路を子どもと歩いて直す「みまもり点検」"),
        "after": [node(_("事業"), "みまもり点検と区画線の補修（花見川区）")],
    }
