"""Signing in as an invented person, without a password: nobody of the demo has one."""

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from portal.accounts.models import User
from portal.demo.access import is_demo_on_this_machine
from portal.demo.codes import COUNT, demo_codes
from portal.demo.people import SEAT_OF_KEY, email_of
from voting.selectors.parties import open_votes

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sign_in(request: HttpRequest) -> HttpResponse:
    """Outside the demo there is no such page, whatever the method."""
    if not is_demo_on_this_machine(request):
        raise Http404
    return _sign_in(request)


@require_POST
def _sign_in(request: HttpRequest) -> HttpResponse:
    key = request.POST.get("person", "")
    if key not in SEAT_OF_KEY:
        raise Http404
    user = get_object_or_404(User, email=email_of(key), is_active=True)
    login(request, user, backend=BACKEND)
    return redirect(_wanted(request) or reverse("home"))


def codes(request: HttpRequest) -> HttpResponse:
    """What would stand on the postcards of the demo's open votes; nowhere but in the demo."""
    if not is_demo_on_this_machine(request):
        raise Http404
    votes = [(held.election, demo_codes(held.name, COUNT)) for held in open_votes()]
    return render(request, "demo/codes.html", {"votes": votes})


def _wanted(request: HttpRequest) -> str:
    url = request.POST.get("next", "")
    stays = url_has_allowed_host_and_scheme(
        url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return url if stays else ""
