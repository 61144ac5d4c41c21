"""Pages of discussions; saying something; what changed, for browsers whose socket fails."""

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.db.models import OuterRef
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from deliberation.forms import ContributionForm, ReactionForm
from deliberation.models import Contribution, Thread
from deliberation.names import LIST_ORDER_NAMES
from deliberation.rendering import contribution_as_json
from deliberation.selectors import Page, changes_since, page_of_thread
from deliberation.selectors.facilitation import outcome_of, summaries_of
from deliberation.services import post_contribution, react
from deliberation.states import View
from portal.accounts.models import User
from portal.accounts.requests import SignedInRequest
from portal.accounts.roles import Role
from portal.accounts.selectors import Person, granted_in
from portal.common.errors import NotAllowed, RuleViolation
from portal.common.kept_forms import keeps_typed, refill
from portal.common.paging import part_of
from portal.common.written import language_of
from portal.lifecycle.models import Item

NUMBER = re.compile(r"[0-9]{1,15}")


@require_GET
def thread_list(request: HttpRequest) -> HttpResponse:
    """Discussions in which there is something of the order asked for, the last alive first."""
    order = _view_of(request, "order")
    part = part_of(Thread.objects.listed().for_view(order), request.GET, by="last_at")
    tabs = _tabs(LIST_ORDER_NAMES, order, reverse("deliberation:threads"), "order")
    return render(request, "deliberation/threads.html", {"part": part, "tabs": tabs})


def thread_url(item_id: int) -> str:
    return reverse("deliberation:thread", args=[item_id])


@require_GET
def thread_page(request: HttpRequest, item_id: int) -> HttpResponse:
    """The discussion alone; `?before=` shows an earlier part."""
    item = _public_item(item_id, request.user)
    before = request.GET.get("before", "")
    page = page_of_thread(
        item.pk,
        request.user,
        view=_view_of(request, "view"),
        before=int(before) if NUMBER.fullmatch(before) else None,
    )
    form = None
    if isinstance(request.user, User):
        posted_to = reverse("deliberation:post", args=[item_id])
        form = refill(request, ContributionForm(user=request.user), posted_to=posted_to)
    context = {"item": item, "page": page, "form": form, **_facilitated(request, page)}
    return render(request, "deliberation/thread.html", context)


@require_http_methods(["GET", "POST"])
@keeps_typed(page=thread_url)
def post(request: SignedInRequest, item_id: int) -> HttpResponse:
    """Say something: by the form of a page, or by the script of one (then answered in JSON)."""
    if request.method == "GET":  # the script was led elsewhere, and asks where
        return HttpResponseRedirect(thread_url(item_id))
    item = _public_item(item_id)
    form = ContributionForm(request.POST, user=request.user)
    if form.is_valid():
        text = form.cleaned_data["text"]
        try:
            contribution = post_contribution(
                item=item,
                actor=request.user,
                text=text,
                language=language_of(text),
                organisation=form.speaks_for,
                kind=form.said_kind,
            )
        except RuleViolation as violation:
            form.add_error(None, str(violation))
            return _not_said(request, item, form, _status_of(violation))
        return _said(request, item, contribution)
    return _not_said(request, item, form, HTTPStatus.UNPROCESSABLE_ENTITY)


@require_http_methods(["GET", "POST"])
@keeps_typed(page=thread_url)
def reaction(request: SignedInRequest, item_id: int) -> HttpResponse:
    """Leave a reaction, or take it back: by a button of a page, or by its script."""
    form = ReactionForm(request.POST)
    if request.method == "GET" or not form.is_valid():
        return HttpResponseRedirect(thread_url(item_id))
    sequence, kind = form.named
    found = Contribution.objects.on_public_items().select_related("thread__item__cycle")
    contribution = get_object_or_404(found, thread=item_id, sequence=sequence)
    answer: dict[str, Any] = {}
    try:
        answer["stands"] = react(contribution=contribution, actor=request.user, kind=kind)
    except RuleViolation as violation:
        answer["errors"] = [str(violation)]
    if _wants_json(request):
        return JsonResponse(answer)
    for error in answer.get("errors", ()):
        messages.error(request, error)
    return HttpResponseRedirect(contribution.get_absolute_url())


@require_GET
@never_cache
def changes(request: HttpRequest, item_id: int) -> HttpResponse:
    """What changed in a thread after `?after=`, as the socket would have told it."""
    after = request.GET.get("after", "")
    if not NUMBER.fullmatch(after):
        return JsonResponse({"error": "after is a number"}, status=HTTPStatus.BAD_REQUEST)
    found = changes_since(item_id, int(after))
    if found is None:
        raise Http404
    told: list[dict[str, Any]] = [contribution_as_json(each) for each in found.contributions]
    if found.too_many:
        told = [{"type": "reload", "number": found.last_change}]
    return JsonResponse({"number": found.last_change, "messages": told})


def _facilitated(request: HttpRequest, page: Page) -> dict[str, Any]:
    """What who chairs left: asked only where there is something. Of the newest part alone."""
    thread, person = page.thread, request.user
    if thread is None or not page.is_newest:
        return {}
    return {
        "chairs": isinstance(person, User) and thread.chair_id == person.pk,
        "summaries": summaries_of(thread.pk) if thread.summary_total else [],
        "outcome": outcome_of(thread),
    }


def _view_of(request: HttpRequest, name: str) -> View:
    asked = request.GET.get(name, "")
    return View(asked) if asked in set(View) else View.NEW


def _tabs(
    names: Mapping[View, Promise], current: View, url: str, query: str
) -> list[dict[str, Any]]:
    return [
        {
            "label": name,
            "url": url if view == View.NEW else f"{url}?{query}={view}",
            "is_current": view == current,
            "count": None,
        }
        for view, name in names.items()
    ]


def _public_item(item_id: int, person: Person | None = None) -> Item:
    """For a person, with `facilitates`: whether they are a facilitator where the item is."""
    items = Item.objects.public().select_related("cycle", "cycle__area")
    if isinstance(person, User):
        role = granted_in(person, Role.FACILITATOR, OuterRef("cycle__area"))
        items = items.annotate(facilitates=role)
    return get_object_or_404(items, pk=item_id)


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


def _said(request: HttpRequest, item: Item, contribution: Contribution) -> HttpResponse:
    if not _wants_json(request):
        return HttpResponseRedirect(
            f"{item.get_absolute_url()}#contribution-{contribution.sequence}"
        )
    html = render_to_string(
        "deliberation/_contribution.html", {"contribution": contribution, "editable": True}
    )
    said = {**contribution_as_json(contribution), "html": html}
    return JsonResponse(said, status=HTTPStatus.CREATED)


def _not_said(
    request: HttpRequest, item: Item, form: ContributionForm, status: HTTPStatus
) -> HttpResponse:
    if _wants_json(request):
        errors = [str(error) for errors in form.errors.values() for error in errors]
        # Not with the status of the page: a browser reports that as a failure of the script.
        return JsonResponse({"errors": errors})
    page = page_of_thread(item.pk, request.user)
    context = {"item": item, "page": page, "form": form}
    return render(request, "deliberation/thread.html", context, status=status)


def _status_of(violation: RuleViolation) -> HTTPStatus:
    return HTTPStatus.FORBIDDEN if isinstance(violation, NotAllowed) else HTTPStatus.CONFLICT
