"""The page on which several people write one draft at once."""

from dataclasses import dataclass
from typing import Any

from csp.constants import NONCE, SELF
from csp.context_processors import nonce
from csp.decorators import csp_update
from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from portal.accounts.requests import SignedInRequest
from portal.lifecycle.selectors import is_open, why_closed
from proposals.forms import ProposalForm
from proposals.models import Proposal
from proposals.names import HINT_TEXTS
from proposals.selectors import action_of_writing, person_at_draft
from proposals.services import settle_draft
from proposals.shared_text import FIELDS

ONE_LINE = "title"
TALL = frozenset({"aim", "situation", "gap", "means"})


@dataclass(frozen=True)
class LiveField:
    """One field of the page: how it is asked for, and what it says before the socket opens."""

    name: str
    label: Any
    hint: Any
    most: int
    text: str
    is_line: bool
    is_tall: bool


# CodeMirror writes a style sheet into the page; the nonce names it as ours.
@csp_update({"style-src": [SELF, NONCE]})  # type: ignore[arg-type]  # its type takes no arguments
@login_required
def proposal_write(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    person = person_at_draft(request.user.pk, proposal_id)
    if person is None:
        raise Http404
    # What nobody has written in since the server went down is no revision yet.
    settle_draft(proposal_id=proposal_id)
    proposal = get_object_or_404(
        Proposal.objects.select_related("item__cycle__area"), pk=proposal_id
    )
    action = action_of_writing(proposal)
    if not is_open(proposal.item.cycle, action):
        raise why_closed(action, proposal.item.cycle)
    fields = live_fields(proposal)
    return render(
        request,
        "proposals/proposal_write.html",
        {
            "proposal": proposal,
            "person": person,
            "fields": fields,
            "texts": _texts(fields),
            "nonce": str(nonce(request)["CSP_NONCE"]),
        },
    )


def live_fields(proposal: Proposal) -> list[LiveField]:
    """The same fields as on the plain form, with the same labels, hints and limits."""
    asked = {
        name: field
        for name, field in ProposalForm.base_fields.items()
        if isinstance(field, forms.CharField)
    }
    return [
        LiveField(
            name=name,
            label=asked[name].label,
            hint=asked[name].help_text,
            most=asked[name].max_length or 0,
            text=getattr(proposal, name),
            is_line=name == ONE_LINE,
            is_tall=name in TALL,
        )
        for name in FIELDS
    ]


def _texts(fields: list[LiveField]) -> dict[str, Any]:
    """What the page says by its script."""
    return {
        "alone": _("いまはあなただけです"),
        "person": _("{name}さん（{organisation}）"),
        "somebody": _("{name}さん"),
        "writing": _("{who}：「{field}」"),
        "hints": {hint.value: str(text) for hint, text in HINT_TEXTS.items()},
        "fields": {field.name: str(field.label) for field in fields},
        "standing": {
            "opening": _("開いています…"),
            "kept": _("すべて保存されています"),
            "writing": _("保存しています…"),
            "offline": _(
                "通信が切れています。書き続けられます。つながると、ほかの人の文と合わさります。"
            ),
            "reading": _("読むだけの参加です。書くことはできません。"),
            "closed": _("この下書きは、いまは書けません。ページを開き直してください。"),
            "too_much": _("一度に送れる量を超えました。書いた文を控えて、少しずつ書いてください。"),
        },
    }
