"""A department takes a proposal up and gives its answer, on one page in two steps."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from portal.accounts.requests import SignedInRequest
from portal.accounts.selectors import roles_of
from portal.common.kept_forms import keeps_typed, refill
from portal.lifecycle.errors import RoleIsMissing
from portal.lifecycle.phases import WHO_MAY, Action
from proposals.errors import DeedIsNotOpen
from proposals.forms import DepartmentForm, FindingsForm
from proposals.models import Proposal
from proposals.services import begin_screening, screen_proposal
from proposals.states import ProposalDeed, ProposalState


@keeps_typed
def proposal_screen(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    proposal = get_object_or_404(
        Proposal.objects.public().select_related("item__cycle__area", "screening__department"),
        pk=proposal_id,
    )
    # Before anything is typed that could not be sent.
    if not roles_of(request.user, proposal.item.cycle.area) & WHO_MAY[Action.SCREEN_PROPOSAL]:
        raise RoleIsMissing(Action.SCREEN_PROPOSAL)
    match ProposalState(proposal.state):
        case ProposalState.SUBMITTED:
            return _take_up(request, proposal)
        case ProposalState.IN_SCREENING:
            return _give_verdict(request, proposal)
        case state:
            raise DeedIsNotOpen(state, ProposalDeed.TAKE_UP)


def _take_up(request: SignedInRequest, proposal: Proposal) -> HttpResponse:
    form = DepartmentForm(request.POST or None, officer=request.user)
    if request.method == "POST" and form.is_valid():
        begun = form.attempt(
            lambda: begin_screening(
                actor=request.user,
                proposal_id=proposal.pk,
                department=form.cleaned_data["department"],
                concerned=form.cleaned_data["concerned"],
            )
        )
        if begun:
            messages.success(request, _("審査を始めました。提案した人に知らせました。"))
            return redirect("proposals:proposal_screen", proposal.pk)
    return render(request, "proposals/take_up.html", {"form": form, "proposal": proposal})


def _give_verdict(request: SignedInRequest, proposal: Proposal) -> HttpResponse:
    # Who takes it up posts the other form to this address; answering begins with an empty one.
    posted = request.POST if "answer" in request.POST else None
    form = refill(request, FindingsForm(posted, proposal=proposal))
    if request.method == "POST" and form.is_valid():
        given = form.attempt(
            lambda: screen_proposal(
                actor=request.user, proposal_id=proposal.pk, findings=form.findings()
            )
        )
        if given:
            messages.success(request, _("回答を公開しました。提案した人と関係する人に届きます。"))
            return redirect(proposal)
    return render(request, "proposals/screen.html", {"form": form, "proposal": proposal})
