"""Organisations on the list of authors: inviting, joining, consenting, leaving."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.accounts.requests import SignedInRequest
from portal.common.kept_forms import keeps_typed, refill
from proposals.errors import NotAnAuthor
from proposals.forms import InviteForm
from proposals.models import CoAuthor, Proposal
from proposals.selectors import is_writer
from proposals.services import (
    accept_co_authorship,
    consent_to_proposal,
    invite_co_author,
    unlist_co_author,
)


@keeps_typed
def invite(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    proposal = get_object_or_404(
        Proposal.objects.visible_to(request.user).select_related("item"), pk=proposal_id
    )
    if not is_writer(request.user, proposal):
        raise NotAnAuthor
    form = refill(request, InviteForm(request.POST or None, proposal=proposal))
    if request.method == "POST" and form.is_valid():
        listed = form.attempt(
            lambda: invite_co_author(
                actor=request.user,
                proposal_id=proposal_id,
                organisation=form.cleaned_data["organisation"],
            )
        )
        if listed:
            messages.success(
                request,
                _("「%(name)s」を招きました。代表の人の答えを待ちます。")
                % {"name": listed.organisation.shown_name},
            )
            return redirect(proposal)
    return render(request, "proposals/invite.html", {"form": form, "proposal": proposal})


def _page(proposal_id: int, co_author_id: int) -> str:
    del co_author_id
    return f"{reverse('proposals:proposal', args=[proposal_id])}#authors"


def _listed(request: SignedInRequest, proposal_id: int, co_author_id: int) -> CoAuthor:
    get_object_or_404(Proposal.objects.visible_to(request.user), pk=proposal_id)
    return get_object_or_404(CoAuthor, pk=co_author_id, proposal=proposal_id)


@require_POST
@keeps_typed(page=_page)
def accept(request: SignedInRequest, proposal_id: int, co_author_id: int) -> HttpResponse:
    listed = _listed(request, proposal_id, co_author_id)
    accept_co_authorship(actor=request.user, co_author_id=listed.pk)
    messages.success(request, _("共同提案者になりました。"))
    return redirect(_page(proposal_id, co_author_id))


@require_POST
@keeps_typed(page=_page)
def consent(request: SignedInRequest, proposal_id: int, co_author_id: int) -> HttpResponse:
    listed = _listed(request, proposal_id, co_author_id)
    read = request.POST.get("revision", "")
    # What is no number is no revision that anybody read.
    revision = int(read) if read.isascii() and read.isdigit() and len(read) < 10 else 0
    consent_to_proposal(actor=request.user, co_author_id=listed.pk, revision=revision)
    messages.success(request, _("第%(revision)d版に同意しました。") % {"revision": revision})
    return redirect(_page(proposal_id, co_author_id))


@require_POST
@keeps_typed(page=_page)
def unlist(request: SignedInRequest, proposal_id: int, co_author_id: int) -> HttpResponse:
    listed = _listed(request, proposal_id, co_author_id)
    unlist_co_author(actor=request.user, co_author_id=listed.pk)
    messages.success(
        request,
        _("「%(name)s」を共同提案者から外しました。") % {"name": listed.organisation.shown_name},
    )
    still_mine = Proposal.objects.visible_to(request.user).filter(pk=proposal_id).exists()
    return redirect(_page(proposal_id, co_author_id) if still_mine else "proposals:proposals")
