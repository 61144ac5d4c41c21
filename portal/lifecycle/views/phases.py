"""The administrator's pages: which phases a cycle has, and changing one after a question."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.accounts.selectors import roles_of
from portal.common.errors import RuleViolation
from portal.lifecycle import services
from portal.lifecycle.changes import CHANGE_TEXTS, POSSIBLE, Change
from portal.lifecycle.errors import RoleIsMissing
from portal.lifecycle.forms import form_for
from portal.lifecycle.models import Cycle, CyclePhase
from portal.lifecycle.names import PHASE_TEXTS
from portal.lifecycle.phases import Action, Phase, PhaseState
from portal.lifecycle.selectors import steps_of_cycle

DEEDS: dict[Change, Callable[..., CyclePhase]] = {
    Change.PLAN: services.plan_phase,
    Change.OPEN: services.open_phase,
    Change.CLOSE: services.close_phase,
    Change.REOPEN: services.reopen_phase,
    Change.LEAVE_OUT: services.leave_phase_out,
    Change.TAKE_IN: services.take_phase_in,
}
DEPARTS_FROM_PLAN = frozenset({Change.CLOSE, Change.REOPEN, Change.LEAVE_OUT})


@login_required
def phases_page(request: HttpRequest, slug: str) -> HttpResponse:
    cycle = _cycle_to_run(request, slug)
    rows = [(step, _choices(step.state)) for step in steps_of_cycle(cycle)]
    return render(request, "lifecycle/phases.html", {"cycle": cycle, "rows": rows})


@login_required
def change_phase(request: HttpRequest, slug: str, phase: int, change: str) -> HttpResponse:
    cycle = _cycle_to_run(request, slug)
    row = get_object_or_404(CyclePhase, cycle=cycle, phase=phase)
    if change not in set(Change):
        raise Http404
    wanted = Change(change)
    form = form_for(wanted, row, request.POST if request.method == "POST" else None)
    if form.is_valid():
        assert isinstance(request.user, User)
        try:
            _perform(wanted, cycle, Phase(phase), request.user, form.cleaned_data)
        except RuleViolation as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("フェーズを変更し、記録に残しました。"))
            return redirect("lifecycle:phases", slug)
    context = {"cycle": cycle, "row": row, "form": form, "text": CHANGE_TEXTS[wanted]}
    return render(
        request,
        "lifecycle/phase_change.html",
        {**context, "phase": PHASE_TEXTS[Phase(phase)], "departs": wanted in DEPARTS_FROM_PLAN},
    )


def _cycle_to_run(request: HttpRequest, slug: str) -> Cycle:
    cycle = get_object_or_404(Cycle.objects.select_related("area"), slug=slug)
    if Role.ADMINISTRATOR not in roles_of(request.user, cycle.area):
        raise RoleIsMissing(Action.CHANGE_PHASE)
    return cycle


def _choices(state: PhaseState) -> list[tuple[Change, Any]]:
    return [(change, CHANGE_TEXTS[change]) for change in POSSIBLE[state]]


def _perform(
    change: Change, cycle: Cycle, phase: Phase, actor: User, said: dict[str, Any]
) -> CyclePhase:
    return DEEDS[change](cycle=cycle, phase=phase, actor=actor, **said)
