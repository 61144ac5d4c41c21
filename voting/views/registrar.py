"""What goes to the registrar and comes back; and when people may register online."""

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.accounts.permissions import signed_in
from portal.accounts.views.guards import freshly_signed_in
from portal.common.csv_export import csv_response
from portal.common.kept_forms import keeps_typed
from voting.models import Election, PaperBatch, PaperVoter, Roll
from voting.permissions import require_registrar
from voting.roll_forms import RegistrarFileForm, RegistrationForm
from voting.selectors.deeds import RUNNING, require_may_act
from voting.services.handing_over import HEADING, hand_over_roll, rows_for_registrar
from voting.services.paper_batches import batches_for_registrar, take_bound_batches
from voting.services.paper_voters import requests_for_registrar, take_exclusions
from voting.services.registrations import offer_registration
from voting.states import ElectionKind, PaperState
from voting.views.counter import held_election, vote_of
from voting.views.trails import trail


def registrar(request: HttpRequest, pk: int) -> HttpResponse:
    """What waits for the registrar: the roll, who votes on paper, the batches."""
    election = held_election(pk)
    require_registrar(signed_in(request), pk)
    return _page(request, election)


def _page(
    request: HttpRequest, election: Election, faulty: RegistrarFileForm | None = None
) -> HttpResponse:
    waiting = PaperVoter.objects.filter(election=election, state=PaperState.WAITING)
    forms = {place: RegistrarFileForm(place=place) for place in ("answer", "bound")}
    if faulty:
        forms[faulty.place] = faulty
    context = {
        "election": election,
        "trail": trail(election),
        "roll": Roll.objects.filter(election=election).first(),
        "waiting": waiting.count(),
        "unbound": PaperBatch.objects.filter(election=election, entry="").count(),
        "forms": forms,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faulty else HTTPStatus.OK
    return render(request, "voting/registrar.html", context, status=status)


@freshly_signed_in
def roll_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The roll as a file, for the registrar's own eyes; a deed on the record."""
    election = held_election(pk)
    hand_over_roll(actor=signed_in(request), election=election, now=timezone.now())
    return csv_response(request, f"roll-{pk}", HEADING, rows_for_registrar(election))


def requests_file(request: HttpRequest, pk: int) -> HttpResponse:
    vote = vote_of(held_election(pk))
    return _document(requests_for_registrar(vote, actor=signed_in(request)), "requests.json")


def batches_file(request: HttpRequest, pk: int) -> HttpResponse:
    vote = vote_of(held_election(pk))
    return _document(batches_for_registrar(vote, actor=signed_in(request)), "batches.json")


def _document(octets: bytes, name: str) -> HttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(octets, content_type="application/json", headers=disposition)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    def take(encoded: bytes) -> str:
        vote = vote_of(held_election(pk))
        done, refused = take_exclusions(actor=signed_in(request), vote=vote, encoded=encoded)
        said = _("資格を止めた人：%(done)d人、受け付けられない人：%(refused)d人。")
        return said % {"done": done, "refused": refused}

    return _taken(request, pk, "answer", take)


@require_POST
def bound(request: HttpRequest, pk: int) -> HttpResponse:
    def take(encoded: bytes) -> str:
        vote = vote_of(held_election(pk))
        taken = take_bound_batches(actor=signed_in(request), vote=vote, encoded=encoded)
        return _("%(count)d個の束を記録簿に入れました。") % {"count": taken}

    return _taken(request, pk, "bound", take)


def _taken(request: HttpRequest, pk: int, place: str, take: Callable[[bytes], str]) -> HttpResponse:
    require_registrar(signed_in(request), pk)
    form = RegistrarFileForm(request.POST, request.FILES, place=place)
    said = form.attempt(lambda: take(form.cleaned_data["file"])) if form.is_valid() else None
    if said is None:
        return _page(request, held_election(pk), form)
    messages.success(request, said)
    return redirect("voting:registrar", pk)


@keeps_typed
def registration(request: HttpRequest, pk: int) -> HttpResponse:
    """When people may register online, and for which registrar's key."""
    election = held_election(pk)
    require_may_act(request.user, election.cycle, RUNNING[ElectionKind(election.kind)])
    roll = Roll.objects.filter(election=pk).first()
    initial = {"key": roll.registrar_key} if roll else {}
    form = RegistrationForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        said, actor = form.cleaned_data, signed_in(request)
        if form.attempt(lambda: offer_registration(actor=actor, election=election, **said)):
            messages.success(request, _("オンライン登録の期間を決めました。"))
            return redirect("voting:register", pk)
    context = {"election": election, "trail": trail(election), "form": form, "roll": roll}
    return render(request, "voting/registration.html", context)
