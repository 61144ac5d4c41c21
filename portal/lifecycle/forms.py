"""What an administrator says when changing a phase."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.lifecycle.changes import Change
from portal.lifecycle.errors import ReasonIsMissing
from portal.lifecycle.models import CyclePhase


def _moment(label: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        required=False,
        help_text=_("日本時間です。"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


class PlanForm(forms.Form):
    opens_at = _moment(_("開始の日時"))
    closes_at = _moment(_("終了の日時"))

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if isinstance(opens, datetime) and isinstance(closes, datetime) and opens >= closes:
            self.add_error("closes_at", _("終了は、開始よりあとの日時にしてください。"))
        return cleaned


class NoteForm(forms.Form):
    """For what follows the plan: a reason may be given."""

    reason = forms.CharField(
        label=_("理由"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("書くと、公開の記録に残ります。"),
    )


class ReasonForm(forms.Form):
    """For what departs from the plan: people must be able to understand it."""

    reason = forms.CharField(
        label=_("理由"),
        min_length=ReasonIsMissing.MINIMUM,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("公開の記録に残ります。知らない人にもわかるように書いてください。"),
    )


class ReopenForm(ReasonForm):
    closes_at = _moment(_("新しい終了の日時"))


FORM_OF: dict[Change, type[forms.Form]] = {
    Change.PLAN: PlanForm,
    Change.OPEN: NoteForm,
    Change.CLOSE: NoteForm,
    Change.REOPEN: ReopenForm,
    Change.LEAVE_OUT: ReasonForm,
    Change.TAKE_IN: ReasonForm,
}


def form_for(change: Change, row: CyclePhase, sent: Any = None) -> forms.Form:
    """The questions of a change; a plan starts from the window that is planned now."""
    planned = {"opens_at": row.opens_at, "closes_at": row.closes_at}
    return FORM_OF[change](sent, initial=planned if change is Change.PLAN else None)
