"""Setting a vote up that is held here: the plan, the checklist, the keys, the list of voters."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.common.errors import RuleViolation
from portal.common.kept_forms import keeps_typed, refill
from portal.lifecycle.errors import RoleIsMissing
from portal.lifecycle.phases import Action
from voting.crypto.errors import CheckFailed
from voting.forms import CredentialsForm, FileForm, HoldingForm
from voting.models import Election, HeldVote
from voting.permissions import require_seat
from voting.selectors.checklist import checklist_of, standing_of
from voting.selectors.deeds import RUNNING, may_run, require_may_act
from voting.selectors.pages import offline_pages
from voting.selectors.parties import DEEDS, STAGE_NAMES, seat_of, seats_shown
from voting.services.board import put_file
from voting.services.freezing import define_vote
from voting.services.holding import hold_vote, renew_address, take_credentials
from voting.states import ElectionKind
from voting.views.answering import actor_of, form_page
from voting.views.trails import trail


@keeps_typed
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    election = get_object_or_404(Election.objects.select_related("cycle__area"), pk=pk)
    require_may_act(request.user, election.cycle, RUNNING[ElectionKind(election.kind)])
    form = refill(request, HoldingForm(request.POST or None, election=election))

    def act() -> str:
        hold_vote(actor=actor_of(request), election=election, plan=form.plan())
        messages.success(request, _("この投票をここで行います。次は、下の一覧の順に進めます。"))
        return reverse("voting:setup", args=[pk])

    context = {"election": election, "trail": trail(election)}
    return form_page(request, form, act, "voting/hold.html", context)


def setup(request: HttpRequest, pk: int) -> HttpResponse:
    """What is done and what is missing; whoever reads it sees the same."""
    held = held_vote(pk)
    lines = checklist_of(held)
    ready = all(line.done for line in lines if line.needed_for_definition)
    context = {
        **_of(held),
        "lines": lines,
        "may_define": ready and not held.definition and may_run(request.user, held.election),
    }
    return render(request, "voting/setup.html", context)


@login_required
def define(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once more: a definition cannot be taken back."""
    held = held_vote(pk)
    require_may_act(request.user, held.election.cycle, RUNNING[ElectionKind(held.election.kind)])
    if request.method == "POST":
        define_vote(actor=actor_of(request), held=held)
        messages.success(request, _("投票の定義を作りました。鍵の管理者の署名を待ちます。"))
        return redirect("voting:setup", pk)
    return render(request, "voting/define.html", _of(held))


def ceremony(request: HttpRequest, pk: int) -> HttpResponse:
    """Who of the trustees has done what; to each their own way to hand in."""
    held = held_vote(pk)
    return render(request, "voting/ceremony.html", _ceremony(request, held))


@login_required
@require_POST
def trustee_address(request: HttpRequest, pk: int) -> HttpResponse:
    """A fresh secret address, shown this once."""
    held, actor = held_vote(pk), actor_of(request)
    token = renew_address(actor=actor, seat=require_seat(actor, held))
    address = request.build_absolute_uri(f"/boards/{held.name}/{token}")
    return render(request, "voting/ceremony.html", {**_ceremony(request, held), "address": address})


@login_required
@require_POST
def trustee_upload(request: HttpRequest, pk: int) -> HttpResponse:
    """A file from the tool or the page that works without a network."""
    held, form = held_vote(pk), FileForm(request.POST, request.FILES)
    seat = require_seat(actor_of(request), held)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            put_file(held=held, trustee=seat.number, name=file.name, body=file.chunks())
        except RuleViolation as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _("「%(name)s」を置きました。") % {"name": file.name})
            return redirect("voting:ceremony", pk)
    context = {**_ceremony(request, held), "form": form}
    return render(request, "voting/ceremony.html", context, status=422)


@keeps_typed
def credentials(request: HttpRequest, pk: int) -> HttpResponse:
    held = held_vote(pk)
    if held.registrar_id != actor_of(request).pk:
        raise RoleIsMissing(Action.LIST_VOTERS)
    form = CredentialsForm(request.POST or None, request.FILES or None)

    def act() -> str:
        count = take_credentials(
            actor=actor_of(request),
            held=held,
            key=form.cleaned_data["key"],
            encoded=form.cleaned_data["file"].read(),
        )
        said = _("名簿を受け取りました。コードは%(count)d人分です。署名は正しく確かめました。")
        messages.success(request, said % {"count": count})
        return reverse("voting:setup", args=[pk])

    return form_page(request, form, act, "voting/credentials.html", _of(held))


def held_vote(pk: int) -> HeldVote:
    return get_object_or_404(HeldVote.objects.with_election(), pk=pk)


def _of(held: HeldVote) -> dict[str, Any]:
    return {"held": held, "election": held.election, "trail": trail(held.election)}


def _ceremony(request: HttpRequest, held: HeldVote) -> dict[str, Any]:
    problem = ""
    standing = None
    try:
        standing = standing_of(held)
    except CheckFailed as failure:
        problem = failure.where
    return {
        **_of(held),
        "seats": seats_shown(held),
        "deeds": list(DEEDS.values()),
        "stage": STAGE_NAMES[standing.stage] if standing else problem,
        "standing": standing,
        "own": seat_of(held, request.user),
        "page_hash": offline_pages()["trustee"],
        "form": FileForm(),
    }
