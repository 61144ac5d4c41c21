"""Small companions of requests: a quick road, readings over kanji, refusals that nobody caught."""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import resolve
from django.utils.cache import patch_vary_headers

from portal.common.errors import RuleViolation
from portal.common.errors_views import refused
from portal.common.furigana import furigana_shown

FURIGANA_COOKIE = "furigana"

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class QuickRoadMiddleware:
    """Answers what needs neither session nor language nor account, past everything after it.

    Their views answer for themselves whatever happens: nothing here makes a page of an error, and
    nothing writes their addresses down, some of which are secret.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.prefixes = tuple(settings.QUICK_PREFIXES)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(self.prefixes):
            return self.get_response(request)
        match = resolve(request.path_info)
        request.resolver_match = match
        response = cast("HttpResponseBase", match.func(request, *match.args, **match.kwargs))
        # Django logs the address of every refusal that does not say that it was logged.
        vars(response)["_has_been_logged"] = True
        return response


class FuriganaMiddleware:
    """Switches readings on for this request where the reader's cookie says so."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with furigana_shown(shown=request.COOKIES.get(FURIGANA_COOKIE) == "on"):
            response = self.get_response(request)
        patch_vary_headers(response, ("Cookie",))
        return response


class RuleViolationMiddleware:
    """Answers a refusal that no view turned into a form error with a page that says why."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return refused(request, exception) if isinstance(exception, RuleViolation) else None
