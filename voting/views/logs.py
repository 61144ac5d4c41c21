"""The log of a vote for everyone: heads, a tracker looked up, files for monitors; and the tally."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from portal.accounts.roles import Role
from portal.accounts.selectors import roles_of
from portal.common.errors import RuleViolation
from portal.lifecycle.errors import RoleIsMissing
from portal.lifecycle.phases import Action
from voting.forms import FileForm, TrackerForm
from voting.models import HeldVote, LogHead
from voting.permissions import require_registrar
from voting.selectors.deeds import may_run
from voting.selectors.frozen import FrozenVote, frozen_vote
from voting.selectors.log import countersigned_by, entry_of, number_told
from voting.selectors.tallies import tally_shown
from voting.services.certifying import certify_result
from voting.services.log import append_signed_entry
from voting.services.tallying import lay_out_vote
from voting.states import CLOSED_STATES, ElectionState
from voting.views.answering import actor_of
from voting.views.holding import held_vote
from voting.views.trails import trail

LATEST = 20
"""So many heads stand on the page; all of them are a file."""


@never_cache
def log(request: HttpRequest, pk: int) -> HttpResponse:
    """A tracker is posted, so that it stands in no list of addresses."""
    held = held_vote(pk)
    form = TrackerForm(request.POST or None)
    context = _log(request, held, form)
    if request.method == "POST" and form.is_valid() and context["vote"]:
        tracker = form.cleaned_data["tracker"].strip().lower()
        closed = held.election.state in CLOSED_STATES
        context |= {"looked_up": True, "found": entry_of(context["vote"], tracker, closed=closed)}
    return render(request, "voting/log.html", context)


@login_required
@require_POST
def log_entries(request: HttpRequest, pk: int) -> HttpResponse:
    """What the registrar signed on its own computer."""
    held, form = held_vote(pk), FileForm(request.POST, request.FILES)
    vote = _vote(held)
    require_registrar(actor_of(request), pk)
    if form.is_valid() and vote:
        try:
            append_signed_entry(vote, form.cleaned_data["file"].read())
        except RuleViolation as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _("記録簿に入れました。"))
            return redirect("voting:log", pk)
    context = {**_log(request, held, TrackerForm()), "file_form": form}
    return render(request, "voting/log.html", context, status=422)


@never_cache
def tally(request: HttpRequest, pk: int) -> HttpResponse:
    held = held_vote(pk)
    runs = may_run(request.user, held.election)
    context = {
        "held": held,
        "election": held.election,
        "trail": trail(held.election),
        "tally": tally_shown(held),
        "may_run": runs,
        "may_certify": _may_certify(request, held),
        "record_url": reverse("casting:board", args=[held.name, "record.tomoni"]),
    }
    return render(request, "voting/tally.html", context)


@login_required
@require_POST
def lay_out(request: HttpRequest, pk: int) -> HttpResponse:
    lay_out_vote(actor=actor_of(request), held=held_vote(pk))
    messages.success(request, _("締め切った記録を、鍵の管理者に渡します。"))
    return redirect("voting:tally", pk)


@login_required
def certify(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once more, and tells what was verified."""
    held = held_vote(pk)
    if request.method == "POST":
        certify_result(actor=actor_of(request), election=held.election)
        messages.success(request, _("結果を確定しました。提案した人たちに知らせます。"))
        return redirect("voting:result", pk)
    if not _may_certify(request, held):
        raise RoleIsMissing(Action.CERTIFY_RESULT)
    context = {"held": held, "election": held.election, "trail": trail(held.election)}
    return render(request, "voting/certify.html", {**context, "tally": tally_shown(held)})


def _may_certify(request: HttpRequest, held: HeldVote) -> bool:
    counted = held.election.state == ElectionState.OPENED and hasattr(held.election, "result")
    return counted and Role.AUDITOR in roles_of(request.user)


def _vote(held: HeldVote) -> FrozenVote | None:
    return frozen_vote(held.fingerprint) if held.fingerprint else None


def _log(request: HttpRequest, held: HeldVote, form: TrackerForm) -> dict[str, Any]:
    heads = list(LogHead.objects.filter(held=held).order_by("-size")[:LATEST])
    signers = countersigned_by(held.pk)
    closed = held.election.state in CLOSED_STATES
    return {
        "held": held,
        "election": held.election,
        "trail": trail(held.election),
        "vote": _vote(held),
        "form": form,
        "heads": [
            (number_told(head.size, closed=closed), head.root, signers.get(head.size, []))
            for head in heads
        ],
        "board_url": request.build_absolute_uri(f"/boards/{held.name}"),
        "is_registrar": held.registrar_id == request.user.pk,
        "file_form": FileForm(),
    }
