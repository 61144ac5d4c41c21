"""Suggestions of other wordings: the list with the form, and the writers' answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.accounts.requests import SignedInRequest
from portal.common.kept_forms import keeps_typed, refill
from portal.lifecycle.selectors import is_open
from proposals.forms import DeclineForm, SuggestionForm
from proposals.models import Proposal, Suggestion
from proposals.selectors import action_of_writing, is_writer, suggestions_of
from proposals.services import accept_suggestion, decline_suggestion, settle_draft, suggest_change
from proposals.services.co_drafting import restore_revision
from proposals.states import EDITABLE_STATES


@login_required
@keeps_typed
def suggestions(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    proposal = _proposal(request, proposal_id)
    form = refill(request, SuggestionForm(request.POST or None))
    if request.method == "POST" and form.is_valid():
        made = form.attempt(
            lambda: suggest_change(
                actor=request.user, proposal_id=proposal_id, passage=form.passage()
            )
        )
        if made:
            messages.success(request, _("直しを提案しました。書いた人の答えをお知らせします。"))
            return redirect("proposals:suggestions", proposal_id)
    return _page(request, proposal, form, DeclineForm())


def _page(
    request: SignedInRequest,
    proposal: Proposal,
    form: SuggestionForm,
    decline: DeclineForm,
    declining: int = 0,
) -> HttpResponse:
    is_written = proposal.state in EDITABLE_STATES and is_open(
        proposal.item.cycle, action_of_writing(proposal)
    )
    return render(
        request,
        "proposals/suggestions.html",
        {
            "proposal": proposal,
            "suggestions": suggestions_of(proposal),
            "form": form if is_written else None,
            "declining": declining,
            "decline": decline if is_written and is_writer(request.user, proposal) else None,
        },
    )


def _proposal(request: SignedInRequest, proposal_id: int) -> Proposal:
    seen = Proposal.objects.visible_to(request.user).filter(pk=proposal_id)
    if seen.exists():
        settle_draft(proposal_id=proposal_id)
    return get_object_or_404(seen.select_related("item__cycle__area"))


def _list(proposal_id: int, suggestion_id: int) -> str:
    del suggestion_id
    return reverse("proposals:suggestions", args=[proposal_id])


def _suggestion(request: SignedInRequest, proposal_id: int, suggestion_id: int) -> Suggestion:
    get_object_or_404(Proposal.objects.visible_to(request.user), pk=proposal_id)
    return get_object_or_404(Suggestion, pk=suggestion_id, proposal=proposal_id)


@require_POST
@keeps_typed(page=_list)
def accept(request: SignedInRequest, proposal_id: int, suggestion_id: int) -> HttpResponse:
    _suggestion(request, proposal_id, suggestion_id)
    taken = accept_suggestion(actor=request.user, suggestion_id=suggestion_id)
    messages.success(request, _("取り入れて、第%(n)d版にしました。") % {"n": taken.revision})
    return redirect("proposals:suggestions", proposal_id)


@require_POST
@keeps_typed(page=_list)
def decline(request: SignedInRequest, proposal_id: int, suggestion_id: int) -> HttpResponse:
    _suggestion(request, proposal_id, suggestion_id)
    form = DeclineForm(request.POST)
    if form.is_valid():
        declined = form.attempt(
            lambda: decline_suggestion(
                actor=request.user,
                suggestion_id=suggestion_id,
                answer=form.cleaned_data["answer"],
            )
        )
        if declined:
            messages.success(request, _("取り入れないことを、理由とともに伝えました。"))
            return redirect("proposals:suggestions", proposal_id)
    return _page(request, _proposal(request, proposal_id), SuggestionForm(), form, suggestion_id)


@require_POST
@keeps_typed(page=lambda proposal_id: reverse("proposals:proposal_history", args=[proposal_id]))
def restore(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    get_object_or_404(Proposal.objects.visible_to(request.user), pk=proposal_id)
    numbers = [request.POST.get(name, "") for name in ("revision", "based_on")]
    # What is no number is no revision that anybody saw.
    wanted, based_on = (
        int(n) if n.isascii() and n.isdigit() and len(n) < 10 else 0 for n in numbers
    )
    restored = restore_revision(
        actor=request.user, proposal_id=proposal_id, revision=wanted, based_on=based_on
    )
    messages.success(
        request,
        _("第%(old)d版の文に戻し、第%(new)d版として保存しました。")
        % {"old": wanted, "new": restored.revision},
    )
    return redirect("proposals:proposal_history", proposal_id)
