"""What every answer of the API has: readable by scripts of any site, and not without limit."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language_from_request, override
from limits import parse_many
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from portal.common.rate_limits import client_network

API_PREFIX = "/api/"
ALLOWED = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
}
# Reading alone: a script of another site has no business with keys.
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}


class OpenApiMiddleware:
    """Before the quick road, which the API takes: it knows neither session nor account."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.rates = parse_many(settings.API_RATES)
        self.limiter = MovingWindowRateLimiter(
            storage_from_string(settings.REDIS_URL or "memory://")
        )

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(API_PREFIX):
            return self.get_response(request)
        response = self._answer(request)
        for name, value in ALLOWED.items():
            response[name] = value
        return response

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers=PREFLIGHT)
        key = client_network(request)
        if not all(self.limiter.hit(rate, "api", key) for rate in self.rates):
            told = {"error": "too_many_requests", "message": "Please wait a minute."}
            return JsonResponse(told, status=429, headers={"Retry-After": "60"})
        with override(get_language_from_request(request)):
            return self.get_response(request)
