"""Two small companions of every request: readings over kanji, and refusals that nobody caught."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from portal.common.errors import RuleViolation
from portal.common.errors_views import refused
from portal.common.furigana import furigana_shown

FURIGANA_COOKIE = "furigana"

GetResponse = Callable[[HttpRequest], HttpResponseBase]


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
