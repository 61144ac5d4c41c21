"""Bundles of paper ballots: made, typed by two, settled by a third. All by the keyboard."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.accounts.permissions import signed_in
from portal.common.kept_forms import keeps_typed
from voting.models import PaperBatch
from voting.paper_words import typed_as
from voting.permissions import require_clerk
from voting.roll_forms import BallotForm, BatchForm
from voting.selectors.paper import batches_of, differences_in, typing_of, what_does_not_add_up
from voting.services.paper_batches import (
    begin_typing,
    finish_typing,
    make_batch,
    settle_ballot,
    type_ballot,
)
from voting.views.counter import held_election, vote_of
from voting.views.trails import trail


@keeps_typed
def batches(request: HttpRequest, pk: int) -> HttpResponse:
    actor, election = signed_in(request), held_election(pk)
    require_clerk(actor, election)
    form = BatchForm(request.POST or None, election=election)
    if request.method == "POST" and form.is_valid():
        batch = form.attempt(lambda: make_batch(actor=actor, **form.cleaned_data))
        if batch:
            return redirect("voting:batches", pk)
    context = {
        "election": election,
        "trail": trail(election),
        "form": form,
        "batches": batches_of(election, actor),
        "problem": what_does_not_add_up(pk),
    }
    return render(request, "voting/batches.html", context)


@keeps_typed
def typing(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One ballot after the other; the next free number stands there already."""
    actor, batch = signed_in(request), _batch(pk, number)
    require_clerk(actor, batch.election)
    if "begin" in request.POST:
        begin_typing(actor=actor, batch=batch)
        return redirect("voting:typing", pk, number)
    vote = vote_of(batch.election)
    form = BallotForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if form.attempt(lambda: type_ballot(actor=actor, vote=vote, batch=batch, **said)):
            return redirect("voting:typing", pk, number)
    shown = typing_of(batch, actor, lambda choice: typed_as(choice, vote.definition.form.packing))
    if shown and not form.is_bound:
        form.initial["number"] = shown.next
    context = {**_of(batch, form), "shown": shown, "options": vote.definition.options}
    return render(request, "voting/typing.html", context)


@require_POST
def finish(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    finish_typing(actor=signed_in(request), batch=_batch(pk, number))
    messages.success(request, _("入力を終えました。もう1人の入力とくらべます。"))
    return redirect("voting:batches", pk)


@keeps_typed
def settling(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """What the two read differently, beside each other; a third looks at the paper."""
    actor, batch = signed_in(request), _batch(pk, number)
    require_clerk(actor, batch.election)
    vote = vote_of(batch.election)
    form = BallotForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if form.attempt(lambda: settle_ballot(actor=actor, vote=vote, batch=batch, **said)):
            return redirect("voting:settling", pk, number)
    packing = vote.definition.form.packing
    differences = differences_in(batch, lambda choice: typed_as(choice, packing))
    if differences and not form.is_bound:
        form.initial["number"] = differences[0].number
    context = {**_of(batch, form), "differences": differences}
    return render(request, "voting/settling.html", context)


def _batch(pk: int, number: int) -> PaperBatch:
    batches = PaperBatch.objects.select_related(
        "election__held", "election__cycle__area", "electorate"
    )
    return get_object_or_404(batches, election=pk, number=number)


def _of(batch: PaperBatch, form: BallotForm) -> dict[str, Any]:
    election = batch.election
    return {"batch": batch, "election": election, "form": form, "trail": trail(election)}
