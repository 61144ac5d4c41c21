"""What the pages of the offices share: a form whose deed may be refused, and who acts."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from portal.accounts.models import User
from portal.common.errors import NotAllowed, RuleViolation


def form_page(
    request: HttpRequest,
    form: Form,
    act: Callable[[], str],
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    """Do what the form asks and go where the deed leads; a refusal stands above the form."""
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(act())
        except NotAllowed:
            raise
        except RuleViolation as violation:
            form.add_error(None, str(violation))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, template, {"form": form, **context}, status=status)


def actor_of(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
