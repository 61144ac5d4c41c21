"""One page for one deed: a form, what it does, and where it leads."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import User
from reviews.forms.fields import DeedForm

Trail = list[tuple[str, str]]


@dataclass(frozen=True)
class DeedPage:
    """What stands around a form: its title, its button, the page it came from and goes back to.

    `gate` raises what forbids the deed, whatever is written; `said` is told when it is done.
    `subject` is what it is about, in its own language.
    """

    gate: Callable[[], object]
    title: str
    submit: str
    said: str
    back: str
    trail: Trail
    subject: str = ""
    language: str = "ja"
    explanation: str = ""
    danger: bool = False


def do(
    request: HttpRequest, form: DeedForm, act: Callable[[], object], page: DeedPage
) -> HttpResponse:
    """Show the form; when it is sent, act and lead back. A refusal stands in the form.

    What the gate refuses is answered by a page of its own, before anything is typed.
    """
    if request.method != "POST":
        with transaction.atomic():
            page.gate()
    elif form.is_valid():
        form.attempt(act)
        if form.refusal is None:
            if wants_json(request):
                return JsonResponse({"type": "done"}, status=HTTPStatus.CREATED)
            messages.success(request, page.said)
            return redirect(page.back)
    if form.errors and wants_json(request):
        errors = [str(error) for found in form.errors.values() for error in found]
        # Not with the status of the page: a browser reports that as a failure of the script.
        return JsonResponse({"errors": errors})
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "reviews/deed.html", {"form": form, "page": page}, status=status)


def wants_json(request: HttpRequest) -> bool:
    """Whether a script of the page asks, which stays where it is."""
    return request.headers.get("Accept") == "application/json"


def actor_of(request: HttpRequest) -> User:
    """The person, on a page that keeps_typed shows to nobody else."""
    assert isinstance(request.user, User)
    return request.user


def projects_trail(*further: tuple[str, str]) -> Trail:
    return [(_("実施と検証"), reverse("reviews:projects")), *further]


def sessions_trail(*further: tuple[str, str]) -> Trail:
    return projects_trail((_("検証会議"), reverse("reviews:sessions")), *further)
