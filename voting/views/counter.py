"""The counter: who votes on paper, and the ballots typed twice. For clerks, by the keyboard."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.accounts.permissions import signed_in
from portal.accounts.views.guards import used_up
from portal.common.kept_forms import keeps_typed
from voting.eligibility import Refusal
from voting.models import Election, HeldVote, PaperDesk, PaperVoter
from voting.names import REFUSAL_HELP, REFUSAL_NAMES
from voting.permissions import require_clerk
from voting.roll_errors import CannotVote
from voting.roll_forms import CardForm, DeskForm, LookUpForm
from voting.selectors.frozen import FrozenVote, frozen_vote
from voting.selectors.paper import counted_by_desk, waiting_at
from voting.services.looking_up import look_up
from voting.services.paper_voters import admit_by_card, admit_by_roll, open_desk
from voting.views.trails import trail


@keeps_typed
def counter(request: HttpRequest, pk: int) -> HttpResponse:
    """The places where one votes on paper, and a form for one more."""
    actor, election = signed_in(request), held_election(pk)
    require_clerk(actor, election)
    form = DeskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        desk = form.attempt(lambda: open_desk(actor=actor, election=election, **said))
        if desk:
            return redirect("voting:desk", pk, desk.pk)
    context = {"election": election, "trail": trail(election), "form": form}
    return render(request, "voting/counter.html", context | {"desks": counted_by_desk(election)})


@keeps_typed
def desk(request: HttpRequest, pk: int, desk_id: int) -> HttpResponse:
    """One place: look someone up by number, and admit whom the roll admits."""
    place = _desk(pk, desk_id)
    require_clerk(signed_in(request), place.election)
    form = LookUpForm(request.POST or None)
    context: dict[str, Any] = {"found": None}
    if request.method == "POST" and form.is_valid():
        if limited := used_up(request, "look_up_voter"):
            return limited
        number = form.cleaned_data["voter_no"]
        if "admit" in request.POST and _admitted(request, place, form):
            messages.success(
                request, _("受け付けました。票は、名前を書かない封筒に入れて預かってください。")
            )
            return redirect("voting:desk", pk, desk_id)
        context = _looked_up(request, place, number)
    return render(request, "voting/desk.html", context | _of(place, form))


@keeps_typed
@require_POST
def card(request: HttpRequest, pk: int, desk_id: int) -> HttpResponse:
    """A card was handed in: what was cast with it does not count, and nothing more is cast."""
    place, form = _desk(pk, desk_id), CardForm(request.POST or None)
    if not form.is_valid():
        said = _("はがきを読み取れませんでした。もう一度読み取るか、番号で調べてください。")
        messages.error(request, said)
    elif form.attempt(lambda: _take_card(request, place, form.cleaned_data["credential"])):
        said = _("はがきを受け付けました。オンラインの票は数えません。投票用紙を渡してください。")
        messages.success(request, said)
    else:
        messages.error(request, str(form.refusal))
    return redirect("voting:desk", pk, desk_id)


def _take_card(request: HttpRequest, place: PaperDesk, credential: str) -> PaperVoter:
    return admit_by_card(
        actor=signed_in(request),
        desk=place,
        vote=vote_of(place.election),
        credential=credential,
        now=timezone.now(),
    )


def _admitted(request: HttpRequest, place: PaperDesk, form: LookUpForm) -> bool:
    actor, number = signed_in(request), form.cleaned_data["voter_no"]
    now = timezone.now()
    voter: PaperVoter | None = form.attempt(
        lambda: admit_by_roll(actor=actor, desk=place, voter_no=number, now=now)
    )
    return voter is not None


def _looked_up(request: HttpRequest, place: PaperDesk, number: str) -> dict[str, Any]:
    found = look_up(
        actor=signed_in(request), election=place.election, voter_no=number, now=timezone.now()
    )
    refusal = found.refusal
    told = (REFUSAL_NAMES[refusal], REFUSAL_HELP[refusal]) if refusal else None
    return {"found": found, "refusal": told}


def _of(place: PaperDesk, form: LookUpForm) -> dict[str, Any]:
    election = place.election
    return {
        "desk": place,
        "election": election,
        "form": form,
        "trail": trail(election),
        "waiting": waiting_at(place),
    }


def _desk(pk: int, desk_id: int) -> PaperDesk:
    desks = PaperDesk.objects.select_related("election__held", "election__cycle__area")
    return get_object_or_404(desks, pk=desk_id, election=pk)


def held_election(pk: int) -> Election:
    held = Election.objects.filter(held__isnull=False)
    return get_object_or_404(held.select_related("held", "cycle__area"), pk=pk)


def vote_of(election: Election) -> FrozenVote:
    """The vote once it is frozen.

    Raises:
        CannotVote: it is not yet.
    """
    vote = frozen_vote(HeldVote.objects.get(election=election).fingerprint or "")
    if vote is None:
        raise CannotVote(Refusal.NOT_OPEN_YET)
    return vote
