"""Writing a proposal: choosing its reports, the form, the conflict of two edits, handing in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.accounts.requests import SignedInRequest
from portal.common.kept_forms import keeps_typed, refill
from portal.lifecycle.models import Cycle
from portal.lifecycle.phases import Action
from portal.lifecycle.selectors import cycles_open_for, is_open, why_closed
from portal.registers.models import Area
from proposals.errors import EditedMeanwhile, NotAnAuthor
from proposals.forms import ProposalForm, ReportChoiceForm
from proposals.forms.proposals import initial_of, merged
from proposals.models import Proposal, Report
from proposals.selectors import action_of_writing, changes_between, hints_on, is_writer
from proposals.services import draft_proposal, edit_proposal, settle_draft, submit_proposal
from proposals.services.deeds import state_after
from proposals.states import ProposalDeed

MOST_OFFERED = 30


@keeps_typed
def proposal_new(request: SignedInRequest) -> HttpResponse:
    cycles = list(cycles_open_for(Action.DRAFT_PROPOSAL))
    if not cycles:
        raise why_closed(Action.DRAFT_PROPOSAL)
    chosen = _chosen_reports(request)
    if not chosen or "choose" in request.GET:
        return _choose_reports(request, cycles, chosen)
    form = refill(request, _new_form(request, cycles, chosen))
    if request.method == "POST" and form.is_valid():
        draft = form.attempt(
            lambda: draft_proposal(
                actor=request.user,
                cycle=form.chosen_cycle(cycles),
                text=form.proposal_text(),
                reports=list(form.cleaned_data["report"]),
            )
        )
        if draft:
            messages.success(
                request, _("下書きを保存しました。提出するまで、書く人だけが見られます。")
            )
            return redirect(draft)
    return render(request, "proposals/proposal_new.html", {"form": form, "reports": chosen})


def _chosen_reports(request: SignedInRequest) -> list[Report]:
    form = ReportChoiceForm(request.POST if request.method == "POST" else request.GET)
    return list(form.cleaned_data["report"]) if form.is_valid() else []


def _choose_reports(
    request: SignedInRequest, cycles: list[Cycle], chosen: list[Report]
) -> HttpResponse:
    """The step before the form: reports that match the words, newest first, and those chosen."""
    words = request.GET.get("q", "").strip()[:100]
    offered = Report.objects.filter(item__cycle__in=cycles).exclude(
        pk__in=[report.pk for report in chosen]
    )
    for word in words.split():
        offered = offered.filter(title__icontains=word)
    return render(
        request,
        "proposals/choose_reports.html",
        {
            "words": words,
            "chosen": chosen,
            "offered": offered.listed().order_by("-created_at")[:MOST_OFFERED],
        },
    )


def _new_form(request: SignedInRequest, cycles: list[Cycle], chosen: list[Report]) -> ProposalForm:
    """Begun with what the reports say already: nobody types it twice."""
    first = chosen[0]
    initial = {
        "report": chosen,
        "area": first.area_id,
        "theme": first.theme_id,
        "place": first.place,
        "latitude": first.latitude,
        "longitude": first.longitude,
        "situation": "\n\n".join(report.text for report in chosen)[:2000],
    }
    if first.item.cycle in cycles:
        initial["cycle"] = first.item.cycle
    return ProposalForm(
        request.POST or None, initial=initial, cycles=cycles, areas=list(Area.objects.all())
    )


@keeps_typed
def proposal_edit(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    proposal = _own_proposal(request, proposal_id)
    form = ProposalForm(
        request.POST or None,
        initial=initial_of(proposal),
        cycles=[proposal.item.cycle],
        areas=list(Area.objects.all()),
    )
    form = refill(request, form)
    if request.method == "POST" and form.is_valid():
        edited = form.attempt(
            lambda: edit_proposal(
                actor=request.user,
                proposal_id=proposal_id,
                based_on=form.cleaned_data["based_on"] or 0,
                text=form.proposal_text(),
            )
        )
        if edited:
            messages.success(request, _("第%(n)d版を保存しました。") % {"n": edited.revision})
            return redirect(edited)
        if isinstance(form.refusal, EditedMeanwhile):
            return _show_conflict(request, form, form.refusal)
    context = {"form": form, "proposal": proposal, "hints": hints_on(proposal)}
    return render(request, "proposals/proposal_edit.html", context)


def _own_proposal(request: SignedInRequest, proposal_id: int) -> Proposal:
    """The proposal, for one who may edit it now; a refusal comes before anything is typed."""
    proposal = get_object_or_404(
        Proposal.objects.visible_to(request.user).select_related("item__cycle__area"),
        pk=proposal_id,
    )
    if not is_writer(request.user, proposal):
        raise NotAnAuthor
    state_after(proposal, ProposalDeed.EDIT)
    if settle_draft(proposal_id=proposal_id) != proposal.revision:
        proposal.refresh_from_db()
    action = action_of_writing(proposal)
    if not is_open(proposal.item.cycle, action):
        raise why_closed(action, proposal.item.cycle)
    return proposal


def _show_conflict(
    request: SignedInRequest, form: ProposalForm, conflict: EditedMeanwhile
) -> HttpResponse:
    """Both texts, and a form that holds the one upon the other as far as they do not meet."""
    current = conflict.current
    base = current.history.filter(revision=form.cleaned_data["based_on"]).last()
    # Without the text that they began with, everything may have changed.
    both = merged(base or current, current, form.proposal_text())
    context = {
        "form": ProposalForm(
            initial=both.initial, cycles=[current.item.cycle], areas=list(Area.objects.all())
        ),
        "proposal": current,
        "conflict": conflict,
        "both": both.both,
        "changes": changes_between(base, current) if base else [],
    }
    return render(request, "proposals/conflict.html", context)


@require_POST
@keeps_typed(page=lambda proposal_id: reverse("proposals:proposal", args=[proposal_id]))
def proposal_submit(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    get_object_or_404(Proposal.objects.visible_to(request.user), pk=proposal_id)
    submitted = submit_proposal(actor=request.user, proposal_id=proposal_id)
    messages.success(request, _("提案を提出しました。だれでも読めるようになりました。"))
    return redirect(submitted)
