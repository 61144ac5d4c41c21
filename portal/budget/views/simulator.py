"""Balancing the budget oneself: every step works by a plain form; a script makes it quicker."""

import secrets
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from portal.accounts.models import User
from portal.accounts.requests import SignedInRequest
from portal.accounts.roles import Role
from portal.accounts.selectors import roles_of
from portal.budget.balance import StepIsUnfit, checked
from portal.budget.errors import OnlyTheMayorsOffice
from portal.budget.models import Simulator
from portal.budget.services.simulating import (
    STAFF,
    close_simulator,
    enter_answer,
    hash_of_device,
    open_simulator,
    save_answer,
    set_up_simulator,
)
from portal.budget.simulator_forms import AnswerForm, SimulatorForm, steps_in
from portal.budget.simulator_selectors import lines_of, own_submission, pure, results_of, shown
from portal.budget.states import SimulatorState
from portal.common.kept_forms import keeps_typed, refill

COOKIE = "simulator_device"
COOKIE_SECONDS = 180 * 86_400


def simulators(request: HttpRequest) -> HttpResponse:
    sets_up = _sets_up(request)
    rows = Simulator.objects.all() if sets_up else Simulator.objects.public()
    context = {"simulators": rows, "sets_up": sets_up, "trail": [_spending()]}
    return render(request, "budget/simulators.html", context)


@never_cache
def simulator(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    user, device = _who(request)
    held = own_submission(found, user, hash_of_device(device))
    lines = lines_of(found)
    initial = {"comment": held.comment, "age": held.age, "area": held.area_id} if held else {}
    form = AnswerForm(request.POST or None, initial=initial)
    steps: dict[str, Any] = dict(held.steps) if held else {}
    if request.method == "POST":
        steps = steps_in(request.POST, lines)
        deed = request.POST.get("do", "")
        if deed in {"save", "send", "enter"} and form.is_valid():
            device = device or secrets.token_urlsafe(24)
            if _done(request, found, form, steps, deed, device):
                return _keeping(request, redirect("budget:simulator", pk), device)
    context = {
        "simulator": found,
        "shown": shown(found, lines, _possible(lines, steps)),
        "form": form,
        "held": held,
        "may_enter": isinstance(request.user, User) and bool(roles_of(request.user) & STAFF),
        "sets_up": _sets_up(request),
        "results": results_of(found) if found.state == SimulatorState.CLOSED else None,
        "sent_count": found.submissions.sent().count(),
        "trail": _trail(),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "budget/simulator.html", context, status=status)


def _done(
    request: HttpRequest,
    found: Simulator,
    form: AnswerForm,
    steps: dict[str, object],
    deed: str,
    device: str,
) -> bool:
    user = request.user if isinstance(request.user, User) else None
    if deed == "enter" and user:
        done = form.attempt(
            lambda: enter_answer(actor=user, simulator=found, answer=form.answer(steps))
        )
        told = _("聞き取りを登録しました。")
    else:
        done = form.attempt(
            lambda: save_answer(
                simulator=found,
                answer=form.answer(steps),
                user=user,
                device=device,
                sends=deed == "send",
            )
        )
        told = (
            _("提出しました。受付が終わるまで、何度でも変えられます。")
            if deed == "send"
            else _("保存しました。あとで続けられます。")
        )
    if done:
        messages.success(request, told)
    return bool(done)


def _possible(lines: Any, steps: dict[str, Any]) -> dict[str, int]:
    """What is shown again: steps that there are, and nought for what was tampered with."""
    plain, possible = pure(lines), {}
    for key, step in steps.items():
        try:
            possible[key] = checked(plain, {key: step})[key]
        except StepIsUnfit:
            continue
    return possible


def _who(request: HttpRequest) -> tuple[User | None, str]:
    """The account, else the device by its signed cookie."""
    if isinstance(request.user, User):
        return request.user, ""
    try:
        return None, str(signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE))
    except signing.BadSignature:
        return None, ""


def _keeping(request: HttpRequest, response: HttpResponse, device: str) -> HttpResponse:
    """A device is known by a cookie that only these pages read, and that no script sees."""
    if not isinstance(request.user, User):
        response.set_cookie(
            COOKIE,
            signing.dumps(device, salt=COOKIE),
            max_age=COOKIE_SECONDS,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )
    return response


@keeps_typed
def set_up(request: SignedInRequest) -> HttpResponse:
    if not _sets_up(request):
        raise OnlyTheMayorsOffice
    posted = request.method == "POST"
    form = refill(
        request,
        SimulatorForm(request.POST if posted else None, request.FILES if posted else None),
    )
    if posted and form.is_valid():
        made = form.attempt(
            lambda: set_up_simulator(
                actor=request.user, about=form.about(), content=form.cleaned_data["file"].read()
            )
        )
        if made:
            messages.success(
                request, _("準備中として登録しました。確かめてから受付を始めてください。")
            )
            return redirect("budget:simulator", made.pk)
    return render(request, "budget/simulator_set_up.html", {"form": form, "trail": _trail()})


@keeps_typed
def move(request: SignedInRequest, pk: int, deed: str) -> HttpResponse:
    """Opening and closing, each after a question."""
    found = _found(request, pk)
    if not _sets_up(request):
        raise OnlyTheMayorsOffice
    if request.method == "POST":
        does = open_simulator if deed == "open" else close_simulator
        does(actor=request.user, simulator=found)
        return redirect("budget:simulator", pk)
    context = {"simulator": found, "opens": deed == "open"}
    return render(request, "budget/simulator_move.html", context)


def _found(request: HttpRequest, pk: int) -> Simulator:
    rows = Simulator.objects.all() if _sets_up(request) else Simulator.objects.public()
    found: Simulator = get_object_or_404(rows, pk=pk)
    return found


def _sets_up(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and Role.MAYORS_OFFICE in roles_of(request.user)


def _spending() -> tuple[str, str]:
    return _("市税の使いみち"), reverse("budget:spending")


def _trail() -> list[tuple[str, str]]:
    return [_spending(), (_("予算シミュレーター"), reverse("budget:simulators"))]
