"""Registering online: prove who you are, make a key on your device, register it. No account."""

import logging
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, dumps, loads
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from portal.common.errors import RuleViolation
from portal.common.languages import in_language
from voting.identity.provider import provider_for
from voting.identity.proving import Started, finish, start
from voting.models import Election
from voting.roll_errors import CannotVote, IdentityFailed, RegistrationIsNotOpen
from voting.selectors.electorates import electorates_in_words
from voting.selectors.registrations import permission_for, takes_registrations
from voting.services.registrations import (
    PERMISSION_MINUTES,
    permit_registration,
    register_key,
    ticket_of,
)
from voting.views.trails import trail

logger = logging.getLogger(__name__)
# On the way to the provider; between its answer and the registration; what it answered.
WAY, PERMISSION, ANSWER = "tm_identity", "tm_registration", "tm_registration_answer"
WAY_SECONDS = 900
SALT = "voting.registering"


@never_cache
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """What it is, whether it is open, and the way to begin; or why it did not go on."""
    election = _election(pk)
    context = {
        "election": election,
        "trail": trail(election),
        "is_open": _is_open(election) and provider_for(request) is not None,
        "roll": getattr(election, "roll", None),
        "electorates": electorates_in_words(election),
        "refusal": request.COOKIES.get(ANSWER) and _unsigned(request.COOKIES[ANSWER]),
    }
    response = render(request, "voting/register.html", context)
    response.delete_cookie(ANSWER)
    return response


@require_POST
def prove(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the identity provider; the browser keeps what must come back."""
    election, provider = _election(pk), provider_for(request)
    if provider is None or not _is_open(election):
        raise RegistrationIsNotOpen
    address, started = start(provider, pk, _callback(request))
    response = redirect(address)
    way = dumps([get_language(), started.to_value()], salt=SALT)
    _keep(response, WAY, way, WAY_SECONDS)
    return response


@never_cache
def proved(request: HttpRequest) -> HttpResponse:
    """Back from the provider: a permission for who is on the roll, else the reason."""
    provider, way = provider_for(request), _unsigned(request.COOKIES.get(WAY, ""))
    if provider is None or way is None:
        raise IdentityFailed("way")
    language, started = way[0], Started(**way[1])
    election = _election(started.election)
    page = in_language(reverse("voting:register", args=[election.pk]), language)
    try:
        with override(language):
            identity = finish(provider, started, request.GET.dict(), _callback(request))
            token = permit_registration(election=election, identity=identity, now=timezone.now())
    except RuleViolation as violation:
        logger.info("registration refused: %s", _name_of(violation))
        response = redirect(page)
        _keep(response, ANSWER, dumps(str(violation.text), salt=SALT), 60)
    else:
        response = redirect(in_language(reverse("voting:register_key"), language))
        _keep(response, PERMISSION, token, PERMISSION_MINUTES * 60)
    response.delete_cookie(WAY)
    return response


@never_cache
def key(request: HttpRequest) -> HttpResponse:
    """Make a key on the device, keep its code, register it sealed to the registrar."""
    token = request.COOKIES.get(PERMISSION, "")
    if request.method == "POST":
        sealed = request.POST.get("sealed", "")
        election = register_key(token=token, sealed=sealed, now=timezone.now())
        response = redirect("voting:registered", election.pk)
        response.delete_cookie(PERMISSION)
        return response
    permission = permission_for(ticket_of(token), timezone.now())
    context: dict[str, Any] = {"permission": permission, "trail": trail()}
    if permission:
        election = permission.entry.election
        context |= {"election": election, "trail": trail(election)}
    return render(request, "voting/register_key.html", context)


def registered(request: HttpRequest, pk: int) -> HttpResponse:
    election = _election(pk)
    context = {"election": election, "trail": trail(election)}
    return render(request, "voting/registered.html", context)


def _election(pk: int) -> Election:
    held = Election.objects.filter(held__isnull=False)
    return get_object_or_404(held.select_related("cycle__area", "roll", "held"), pk=pk)


def _is_open(election: Election) -> bool:
    return hasattr(election, "roll") and takes_registrations(election.roll, timezone.now())


def _callback(request: HttpRequest) -> str:
    """The one address that the provider knows, whatever the language."""
    return request.build_absolute_uri(in_language(reverse("voting:proved"), "ja"))


def _keep(response: HttpResponse, name: str, value: str, seconds: int) -> None:
    """Lax: the way back from the provider is a link from elsewhere."""
    response.set_cookie(
        name, value, max_age=seconds, secure=settings.HTTPS, httponly=True, samesite="Lax"
    )


def _unsigned(value: str) -> Any:
    try:
        return loads(value, salt=SALT, max_age=WAY_SECONDS)
    except BadSignature:
        return None


def _name_of(violation: RuleViolation) -> str:
    """For the log of the process: which refusal, of whom never."""
    if isinstance(violation, CannotVote):
        return violation.refusal
    step = f" ({violation.step})" if isinstance(violation, IdentityFailed) else ""
    return type(violation).__name__ + step
