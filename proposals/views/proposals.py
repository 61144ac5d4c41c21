"""Proposals: the list, one proposal, its texts one after the other, supporting it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.accounts.models import User
from portal.accounts.requests import SignedInRequest
from portal.accounts.selectors import Person
from portal.common.kept_forms import keeps_typed
from portal.common.paging import part_of
from portal.lifecycle.lineage import neighbours_of
from portal.lifecycle.selectors import phases_reached, steps_of_item
from proposals.forms import ProposalFilterForm
from proposals.models import CoAuthor, Proposal
from proposals.selectors import (
    changes_between,
    choices_of_proposals,
    counts_by_area,
    filtered_proposals,
    is_unsettled,
    is_writer,
    revisions_of,
    sorted_by,
    standing_at_proposal,
)
from proposals.services import settle_draft, support_proposal, withdraw_proposal_support
from proposals.states import EDITABLE_STATES


def proposal_list(request: HttpRequest) -> HttpResponse:
    form = ProposalFilterForm(request.GET, choices=choices_of_proposals())
    rows = filtered_proposals(form.wanted())
    listed, by = sorted_by(rows.listed().select_related("screening"), form.wanted_order)
    return render(
        request,
        "proposals/proposals.html",
        {
            "form": form,
            "part": part_of(listed, request.GET, by=by),
            "total": sum(counts_by_area(rows).values()),
            "query": request.GET.urlencode(),
        },
    )


def proposal_page(request: HttpRequest, proposal_id: int) -> HttpResponse:
    proposal = _with_neighbours(request.user, proposal_id)
    if _settled_for(request.user, proposal):
        proposal = _with_neighbours(request.user, proposal_id)
    return render(
        request,
        "proposals/proposal.html",
        {
            "proposal": proposal,
            "screening": getattr(proposal, "screening", None),
            "standing": standing_at_proposal(request.user, proposal),
            "steps": steps_of_item(proposal.item),
            "neighbours": neighbours_of(proposal.item),
        },
    )


def _with_neighbours(person: Person, proposal_id: int) -> Proposal:
    found: Proposal = get_object_or_404(
        Proposal.objects.visible_to(person)
        .listed()
        .for_reader(person)
        .select_related("item__cycle__area", "author", "screening__department")
        .prefetch_related(
            phases_reached(proposal_id),
            Prefetch("co_authors", CoAuthor.objects.select_related("organisation")),
        ),
        pk=proposal_id,
    )
    return found


def _settled_for(person: Person, proposal: Proposal) -> bool:
    """Signed-in people see what was written live just now; it is a revision from here on."""
    if not (isinstance(person, User) and proposal.state in EDITABLE_STATES):
        return False
    if not is_unsettled(proposal.pk):
        return False
    settle_draft(proposal_id=proposal.pk)
    return True


def proposal_history(request: HttpRequest, proposal_id: int) -> HttpResponse:
    proposal = get_object_or_404(
        Proposal.objects.visible_to(request.user).select_related("item"), pk=proposal_id
    )
    if _settled_for(request.user, proposal):
        proposal.refresh_from_db()
    writes = isinstance(request.user, User) and is_writer(request.user, proposal)
    revisions = revisions_of(proposal, for_writer=writes)
    wanted = request.GET.get("revision", str(proposal.revision))
    place = next((i for i, each in enumerate(revisions) if str(each.number) == wanted), None)
    if place is None:
        raise Http404
    return render(
        request,
        "proposals/history.html",
        {
            "proposal": proposal,
            "revisions": revisions[::-1],
            "shown": revisions[place],
            "may_restore": writes and proposal.state in EDITABLE_STATES,
            "before": revisions[place - 1] if place else None,
            "changes": changes_between(revisions[place - 1].row, revisions[place].row)
            if place
            else [],
        },
    )


@require_POST
@keeps_typed(page=lambda proposal_id: reverse("proposals:proposal", args=[proposal_id]))
def proposal_support(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    proposal = get_object_or_404(
        Proposal.objects.public().select_related("item__cycle__area"), pk=proposal_id
    )
    if request.POST.get("deed") == "withdraw":
        withdraw_proposal_support(actor=request.user, proposal=proposal)
        messages.success(request, _("賛同を取り消しました。"))
    else:
        support_proposal(actor=request.user, proposal=proposal)
        messages.success(request, _("賛同しました。この提案がどうなったか、お知らせします。"))
    return redirect(proposal)


@login_required
def drafts(request: SignedInRequest) -> HttpResponse:
    found = Proposal.objects.drafts_of(request.user).select_related("item__cycle", "area", "theme")
    return render(request, "proposals/drafts.html", {"drafts": found.order_by("-updated_at")})
