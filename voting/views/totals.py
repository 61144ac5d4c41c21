"""The totals of a committee or a survey: a file, what it says, and only then taken in."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from portal.common.kept_forms import keeps_typed
from voting.models import Electorate
from voting.roll_forms import TotalsForm
from voting.selectors.deeds import RUNNING, require_may_act
from voting.services.totals import drop_totals, preview_totals, put_totals
from voting.states import ElectionKind
from voting.views.answering import actor_of
from voting.views.trails import trail


@keeps_typed
def totals(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """First shown as they were read; the same text comes back with what takes them in."""
    found = Electorate.objects.select_related("election__cycle__area", "totals")
    electorate = get_object_or_404(found, election=pk, code=code)
    election = electorate.election
    require_may_act(request.user, election.cycle, RUNNING[ElectionKind(election.kind)])
    actor = actor_of(request)
    form = TotalsForm(request.POST or None, request.FILES or None)
    preview = None
    if "drop" in request.POST:
        drop_totals(actor=actor, electorate=electorate)
        messages.success(request, _("合計を取り消しました。"))
        return redirect("voting:totals", pk, code)
    if request.method == "POST" and form.is_valid():
        encoded = form.encoded()
        if "sure" in request.POST:
            deed = partial(put_totals, actor=actor, electorate=electorate, encoded=encoded)
            if form.attempt(deed):
                messages.success(request, _("合計を取り込みました。"))
                return redirect("voting:electorates", pk)
        else:
            preview = form.attempt(lambda: preview_totals(election=election, encoded=encoded))
    options = list(election.options.select_related("item").order_by("position"))
    stored = getattr(electorate, "totals", None)
    shown = preview if preview is not None else stored.values if stored else []
    context = {
        "election": election,
        "electorate": electorate,
        "trail": trail(election),
        "form": form,
        "text": form.encoded().decode() if preview is not None else "",
        "rows": list(zip(options, shown, strict=False)) if shown else [],
        "is_preview": preview is not None,
    }
    return render(request, "voting/totals.html", context, status=422 if form.errors else 200)
