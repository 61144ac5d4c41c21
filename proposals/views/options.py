"""Ways of delivery side by side; the lead department writes each on a page of its own."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.requests import SignedInRequest
from portal.accounts.selectors import Person, roles_of, standing_of
from portal.charts.pictures import Size, picture, versioned
from portal.common.kept_forms import keeps_typed, refill
from portal.common.written import language_of
from portal.lifecycle.errors import RoleIsMissing
from portal.lifecycle.phases import WHO_MAY, Action
from proposals.forms.options import OnlyWayForm, WayForms
from proposals.models import OnlyWay, Proposal
from proposals.names import DELIVERY_NAMES
from proposals.selectors.options import Comparison, chart_of, comparison_of
from proposals.services import drop_option, estimate_option, explain_only_way
from proposals.states import FEWEST_OPTIONS, Delivery, ProposalState


def comparison(request: HttpRequest, proposal_id: int) -> HttpResponse:
    proposal = _proposal(proposal_id)
    compared = comparison_of(proposal)
    shown = {
        "proposal": proposal,
        "compared": compared,
        "headings": [_("比べる点"), *(option.name for option in compared.options)],
        "rows": [[name, *cells] for name, cells in compared.rows],
        "chart": _figure(proposal, compared) if compared.options else None,
        "ways": DELIVERY_NAMES if _may_estimate(request.user, proposal) else {},
        "needs_reason": len(compared.options) < FEWEST_OPTIONS and not compared.only_way,
    }
    return render(request, "proposals/options.html", shown)


def chart(request: HttpRequest, proposal_id: int) -> HttpResponse:
    proposal = _proposal(proposal_id)
    return picture(request, lambda: chart_of(comparison_of(proposal)))


@keeps_typed
def edit(request: SignedInRequest, proposal_id: int, delivery: str) -> HttpResponse:
    proposal = _for_estimate(request, proposal_id)
    if delivery not in set(Delivery):
        raise Http404
    found = proposal.options_of_delivery.filter(delivery=delivery).first()
    if request.method == "POST" and request.POST.get("deed") == "drop" and found:
        drop_option(actor=request.user, proposal_id=proposal_id, option_id=found.pk)
        messages.success(request, _("この方法を比較から外しました。"))
        return redirect("proposals:options", proposal_id)
    ways = WayForms(request.POST or None, found)
    ways.form = refill(request, ways.form)
    if request.method == "POST" and ways.is_valid():
        saved = ways.form.attempt(
            lambda: estimate_option(
                actor=request.user, proposal_id=proposal_id, way=ways.way(Delivery(delivery))
            )
        )
        if saved:
            messages.success(request, _("見積もりを保存しました。合計を計算し直しました。"))
            return redirect("proposals:options", proposal_id)
    shown = {
        "proposal": proposal,
        "ways": ways,
        "form": ways.form,
        "name": DELIVERY_NAMES[Delivery(delivery)],
        "found": found,
    }
    return render(request, "proposals/option_edit.html", shown)


@keeps_typed
def only_way(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    proposal = _for_estimate(request, proposal_id)
    said = OnlyWay.objects.filter(proposal=proposal).first()
    initial = {"text": said.reason} if said else {}
    form = refill(request, OnlyWayForm(request.POST or None, initial=initial))
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        explained = form.attempt(
            lambda: explain_only_way(
                actor=request.user,
                proposal_id=proposal_id,
                reason=text,
                language=language_of(text),
            )
        )
        if explained:
            messages.success(request, _("理由を公開しました。"))
            return redirect("proposals:options", proposal_id)
    shown = {"title": _("一つの方法だけを示す理由"), "form": form, "proposal": proposal}
    return render(request, "proposals/screening_deed.html", shown)


def _proposal(proposal_id: int) -> Proposal:
    rows = Proposal.objects.public().select_related("item__cycle__area", "screening__department")
    return get_object_or_404(rows, pk=proposal_id)


def _for_estimate(request: SignedInRequest, proposal_id: int) -> Proposal:
    """Before anything is typed that could not be sent."""
    proposal = _proposal(proposal_id)
    if not roles_of(request.user, proposal.item.cycle.area) & WHO_MAY[Action.ESTIMATE_COST]:
        raise RoleIsMissing(Action.ESTIMATE_COST)
    return proposal


def _may_estimate(person: Person, proposal: Proposal) -> bool:
    screening = getattr(proposal, "screening", None)
    if screening is None or proposal.state != ProposalState.IN_SCREENING:
        return False
    return screening.department_id in standing_of(person, proposal.item.cycle.area).writes_for


def _figure(proposal: Proposal, compared: Comparison) -> dict[str, object]:
    drawn = chart_of(compared)
    url = reverse("proposals:options_chart", args=[proposal.pk])
    return {
        "title": drawn.title,
        "alt": drawn.description,
        "wide": versioned(url, drawn, Size.WIDE),
        "narrow": versioned(url, drawn, Size.NARROW),
        "height": drawn.height,
    }
