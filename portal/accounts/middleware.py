"""Asks signed-in people to agree to new terms, once, before they write again. Reading is free."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localdate

from portal.accounts.models import User
from portal.accounts.names import TERMS_CHANGES
from portal.accounts.selectors import has_agreed_to_terms
from portal.accounts.services.consent import agree_to_terms
from portal.accounts.terms import version_on
from portal.common.rate_limits import SAFE_METHODS

SESSION_KEY = "agreed_terms"
AGREED_FIELD = "agreed_terms"
# Whoever does not agree still signs in and out, reads notices, looks after the account, takes the
# data along and leaves: nothing of that is seen by others.
FREE_PREFIXES = ("account_", "mfa_", "usersessions_", "notices:")
FREE_VIEWS = frozenset(
    {
        "accounts:terms",
        "accounts:close_account",
        "accounts:edit_profile",
        "demo:sign_in",
        "furigana",
        "set_language",
    }
)


class TermsMiddleware:
    """Stands after the check of the CSRF token.

    What was sent is not lost: the page that asks sends it on, together with the answer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: object, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        if request.method in SAFE_METHODS or not isinstance(request.user, User):
            return None
        if _is_free(request) or _has_agreed(request, request.user):
            return None
        return ask(request)


def ask(request: HttpRequest) -> HttpResponse:
    version = version_on(localdate()).name
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in {"csrfmiddlewaretoken", AGREED_FIELD}
        for value in values
    ]
    context = {
        "version": version,
        "change": TERMS_CHANGES[version],
        "sent": sent,
        "files_are_gone": bool(request.FILES),
        "agreed_field": AGREED_FIELD,
    }
    return render(request, "accounts/terms_first.html", context, status=409)


def _is_free(request: HttpRequest) -> bool:
    assert request.resolver_match is not None
    name = request.resolver_match.view_name
    return name in FREE_VIEWS or name.startswith(FREE_PREFIXES)


def _has_agreed(request: HttpRequest, user: User) -> bool:
    """By the session, else by the table, else by this very request."""
    version = version_on(localdate()).name
    if request.session.get(SESSION_KEY) == version:
        return True
    if request.POST.get(AGREED_FIELD) == version:
        agree_to_terms(user=user)
    elif not has_agreed_to_terms(user):
        return False
    request.session[SESSION_KEY] = version
    return True
