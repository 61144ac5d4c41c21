"""Pages for what went wrong: each says what happened, that it is nobody's fault, and a way on."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template import loader
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import requires_csrf_token

from portal.common.errors import NotAllowed, RuleViolation
from portal.common.kept_forms import keep_after_refusal, keep_after_stale_token


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/400.html", status=400)


@requires_csrf_token
def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/403.html", status=403)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/429.html", status=429)


def server_error(request: HttpRequest) -> HttpResponse:
    """Without context processors, session or user: the database may be what failed."""
    return HttpResponse(loader.get_template("errors/500.html").render(), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """A stale token: back to the form with what was typed, where its view keeps it."""
    if kept := keep_after_stale_token(request):
        return kept
    return render(request, "errors/csrf.html", {"back_url": request.path}, status=403)


def refused(request: HttpRequest, violation: RuleViolation) -> HttpResponse:
    """409 when the moment forbids it, 403 when the person may not; with the way back."""
    status = 403 if isinstance(violation, NotAllowed) else 409
    keep_after_refusal(request)
    context: dict[str, Any] = {"text": violation.text, "back_url": page_before(request)}
    return render(request, "errors/refused.html", context, status=status)


def page_before(request: HttpRequest) -> str | None:
    """The page of this site from which the reader came, if it is known and another one."""
    before = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(
        before, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    # A form that was posted to its own address is a page to go back to.
    is_another = request.method == "POST" or before != request.build_absolute_uri()
    return before if ours and is_another else None
