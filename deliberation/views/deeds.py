"""One page for one deed: a form, what it does, and where it leads."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.common.errors import NotAllowed
from portal.common.fields import RefusableForm


@dataclass(frozen=True)
class DeedPage:
    """What stands around a form: its title and button, what is told when it is done, the way back.

    `allowed`: whether the reader may do it at all; `subject` is what it is about, as written.
    """

    title: str
    submit: str
    said: str
    back: str
    trail: list[tuple[str, str]]
    subject: str = ""
    explanation: str = ""
    danger: bool = False
    allowed: bool = True


def do(
    request: HttpRequest,
    form: RefusableForm,
    act: Callable[[], object],
    page: DeedPage,
    *,
    lead: Callable[[object], str] | None = None,
) -> HttpResponse:
    """Show the form; when it is sent, act and lead on. A refusal stands in the form."""
    if not page.allowed:
        raise NotAllowed(_("これをする権限がありません。"))
    if request.method == "POST" and form.is_valid():
        done = form.attempt(act)
        if form.refusal is None:
            messages.success(request, page.said)
            return redirect(lead(done) if lead else page.back)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "deliberation/deed.html", {"form": form, "page": page}, status=status)


def actor_of(request: HttpRequest) -> User:
    """The person, on a page that keeps_typed shows to nobody else."""
    assert isinstance(request.user, User)
    return request.user


def maps_trail(*further: tuple[str, str]) -> list[tuple[str, str]]:
    talk = (_("話し合い"), reverse("deliberation:threads"))
    return [talk, (_("意見の地図"), reverse("deliberation:opinion_maps")), *further]
