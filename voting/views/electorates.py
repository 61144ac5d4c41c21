"""Who votes: the bodies of a vote, one after the other, until a roll is taken in by them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from portal.common.kept_forms import keeps_typed, refill
from voting.electorate_forms import ElectorateForm
from voting.models import Election
from voting.selectors.deeds import RUNNING, require_may_act
from voting.selectors.electorates import electorates_in_words, weights_problem
from voting.services.electorates import (
    drop_electorate,
    electorates_by_code,
    plan_of,
    put_electorate,
)
from voting.states import ElectionKind
from voting.views.answering import actor_of
from voting.views.trails import trail


@keeps_typed
def electorates(request: HttpRequest, pk: int) -> HttpResponse:
    """All of them with their rules in words, and a form for one more."""
    election = _election(request, pk)
    electorates_by_code(election)
    form = refill(request, ElectorateForm(request.POST or None, election=election))
    if request.method == "POST" and form.is_valid():
        plan = form.plan()
        if form.attempt(
            lambda: put_electorate(actor=actor_of(request), election=election, plan=plan)
        ):
            messages.success(request, _("区分を加えました。"))
            return redirect("voting:electorates", pk)
    context = {
        "election": election,
        "trail": trail(election),
        "form": form,
        "electorates": electorates_in_words(election),
        "problem": weights_problem(election),
        "takes_totals": not hasattr(election, "held"),
    }
    return render(request, "voting/electorates.html", context)


@keeps_typed
def electorate(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    election = _election(request, pk)
    found = get_object_or_404(election.electorates, code=code)
    given = request.POST or None
    form = ElectorateForm(given, election=election, instead_of=plan_of(found))
    form = refill(request, form)
    if request.method == "POST" and form.is_valid():
        plan = form.plan()
        if form.attempt(
            lambda: put_electorate(
                actor=actor_of(request), election=election, plan=plan, instead_of=code
            )
        ):
            messages.success(request, _("区分を変えました。"))
            return redirect("voting:electorates", pk)
    context = {"election": election, "trail": trail(election), "form": form, "electorate": found}
    return render(request, "voting/electorate.html", context)


@keeps_typed
def drop(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Asks once more."""
    election = _election(request, pk)
    found = get_object_or_404(election.electorates, code=code)
    if request.method == "POST":
        drop_electorate(actor=actor_of(request), election=election, code=code)
        messages.success(request, _("区分を除きました。"))
        return redirect("voting:electorates", pk)
    context = {"election": election, "trail": trail(election), "electorate": found}
    return render(request, "voting/electorate_drop.html", context)


def _election(request: HttpRequest, pk: int) -> Election:
    """The vote, for who prepares it while its phase is open."""
    election = get_object_or_404(Election.objects.select_related("cycle__area__parent"), pk=pk)
    require_may_act(request.user, election.cycle, RUNNING[ElectionKind(election.kind)])
    return election
