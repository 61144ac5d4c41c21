"""What stands before a page: fresh proof of who is there, rates, what was sent."""

from collections.abc import Callable

from allauth.account.decorators import reauthentication_required
from allauth.core.ratelimit import consume_or_429
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]


def freshly_signed_in(view: View) -> View:
    """Ask for the password (or second step) again, unless that was within five minutes."""
    guarded: View = reauthentication_required(view)
    return guarded


def freshly_signed_in_to_change(view: View) -> View:
    """The same for what is sent; to look needs no proof."""
    guarded: View = reauthentication_required(view, allow_get=True)
    return guarded


def used_up(request: HttpRequest, action: str) -> HttpResponse | None:
    """Count one deed under its rate (ACCOUNT_RATE_LIMITS); the page to answer with if used up."""
    refusal: HttpResponse | None = consume_or_429(request, action=action, limit_get=True)
    return refusal


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, also where it is nothing at all: a mark left out must be asked for."""
    return request.POST if request.method == "POST" else None
