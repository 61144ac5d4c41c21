"""One contribution: its permanent page, mending it, moderating it."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from deliberation.forms import ReplyForm, TextForm
from deliberation.models import Contribution
from deliberation.selectors import may_edit, strand_of
from deliberation.services import (
    edit_contribution,
    post_contribution,
    say_mind_changed,
)
from portal.accounts.models import User
from portal.accounts.requests import SignedInRequest
from portal.accounts.roles import Role
from portal.accounts.selectors import roles_of
from portal.common.errors import RuleViolation
from portal.common.kept_forms import keeps_typed, refill
from portal.common.written import language_of


@require_GET
def contribution_page(request: HttpRequest, item_id: int, sequence: int) -> HttpResponse:
    """One contribution at its permanent address, with what it said before it was edited."""
    contribution = _contribution(item_id, sequence)
    earlier = [] if contribution.is_hidden else _earlier_texts(contribution)
    return render(
        request,
        "deliberation/contribution.html",
        {
            "contribution": contribution,
            "strand": strand_of(contribution, request.user),
            "item": contribution.thread.item,
            "earlier": earlier,
            "is_own": contribution.author_id == request.user.pk,
            "editable": may_edit(contribution, request.user),
            "moderates": _moderates(request, contribution),
            "chairs": request.user.pk is not None
            and contribution.thread.chair_id == request.user.pk,
        },
    )


@require_http_methods(["GET", "POST"])
@keeps_typed
def edit(request: SignedInRequest, item_id: int, sequence: int) -> HttpResponse:
    contribution = _contribution(item_id, sequence)
    form = refill(request, TextForm(request.POST or None, initial={"text": contribution.text}))
    if contribution.author_id != request.user.pk:
        raise Http404
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        try:
            edit_contribution(
                contribution=contribution,
                actor=request.user,
                text=text,
                language=language_of(text),
            )
        except RuleViolation as violation:
            form.add_error(None, str(violation))
        else:
            messages.success(request, _("意見を更新しました。"))
            return HttpResponseRedirect(_place_of(contribution))
    context = {"contribution": contribution, "item": contribution.thread.item, "form": form}
    return render(request, "deliberation/edit.html", context, status=_status_of_form(form))


@require_http_methods(["GET", "POST"])
@keeps_typed
def reply(request: SignedInRequest, item_id: int, sequence: int) -> HttpResponse:
    """Reply to an opening, with a part of its words where one likes."""
    contribution = _contribution(item_id, sequence)
    if contribution.is_reply or contribution.is_hidden or contribution.is_moved:
        raise Http404
    form = refill(request, ReplyForm(request.POST or None, user=request.user))
    if request.method == "POST" and form.is_valid():
        try:
            said = _reply(contribution, request.user, form)
        except RuleViolation as violation:
            form.add_error(None, str(violation))
        else:
            return HttpResponseRedirect(_place_of(said))
    context = {"contribution": contribution, "item": contribution.thread.item, "form": form}
    return render(request, "deliberation/reply.html", context, status=_status_of_form(form))


@require_http_methods(["GET", "POST"])
@keeps_typed
def mind(request: SignedInRequest, item_id: int, sequence: int) -> HttpResponse:
    """Say that one thinks otherwise by now than what one wrote, or take that back."""
    contribution = _contribution(item_id, sequence)
    own = contribution.author_id == request.user.pk
    if not own or contribution.is_hidden or contribution.is_moved:
        raise Http404
    if request.method == "POST":
        changed = not contribution.changed_mind_at
        say_mind_changed(contribution=contribution, actor=request.user, changed=changed)
        return HttpResponseRedirect(contribution.get_absolute_url())
    context = {"contribution": contribution, "item": contribution.thread.item, "form": Form()}
    return render(request, "deliberation/mind.html", context)


def _reply(contribution: Contribution, actor: User, form: ReplyForm) -> Contribution:
    text = form.cleaned_data["text"]
    return post_contribution(
        item=contribution.thread.item,
        actor=actor,
        text=text,
        language=language_of(text),
        organisation=form.speaks_for,
        reply_to=contribution,
        quote=form.cleaned_data["quote"],
    )


def _contribution(item_id: int, sequence: int) -> Contribution:
    found = (
        Contribution.objects.on_public_items()
        .with_speakers()
        .select_related("thread__item__cycle__area")
    )
    return get_object_or_404(found, thread=item_id, sequence=sequence)


def _earlier_texts(contribution: Contribution) -> list[Any]:
    """The history's rows of earlier texts, newest first; none where it was never edited."""
    if not contribution.edited_at:
        return []
    rows = contribution.history.order_by("-history_id")
    return [row for row in rows if row.edited_at != contribution.edited_at]


def _moderates(request: HttpRequest, contribution: Contribution) -> bool:
    return Role.MODERATOR in roles_of(request.user, contribution.thread.item.cycle.area)


def _place_of(contribution: Contribution) -> str:
    """On the page of its item, where its readers see it."""
    url = contribution.thread.item.get_absolute_url()
    return f"{url}#contribution-{contribution.sequence}"


def _status_of_form(form: Any) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
