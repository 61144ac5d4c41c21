"""`{% load deliberation %}{% discussion item %}`: the discussion of any item, on its page."""

from collections.abc import Iterator
from typing import Any

from django import template
from django.db.models import prefetch_related_objects
from django.template.context import Context
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from deliberation.forms import ContributionForm
from deliberation.models import Contribution, Summary
from deliberation.names import REACTION_NAMES, VIEW_NAMES, group_name
from deliberation.rendering import html_of_text
from deliberation.selectors import Page, may_edit, page_of_thread
from deliberation.states import View
from portal.accounts.models import User
from portal.accounts.selectors import Person
from portal.common.written import language_of
from portal.lifecycle.models import Item
from portal.lifecycle.phases import Action
from portal.lifecycle.selectors import is_open

register = template.Library()
BUTTON = (
    '<button class="tm-reaction" form="reactions" name="reaction" value="{}" aria-pressed="{}">'
    "{} <span data-count>{}</span></button>"
)


@register.inclusion_tag("deliberation/_discussion.html", takes_context=True)
def discussion(
    context: Context, item: Item, page: Page | None = None, form: ContributionForm | None = None
) -> dict[str, Any]:
    """The newest contributions and the form. At most three queries; two for visitors.

    One of them asks for the phases of the cycle, unless the view prefetched
    "item__cycle__phases" (the step bar needs them as well).
    """
    person: Person = context["user"]
    prefetch_related_objects([item], "cycle__phases")
    open_now = item.is_public and is_open(item.cycle, Action.COMMENT)
    if form is None and open_now and isinstance(person, User):
        form = ContributionForm(user=person)
    page = page or page_of_thread(item.pk, person)
    return {
        "item": item,
        "page": page,
        "tabs": _tabs(item, page),
        "form": form,
        "is_open": open_now,
        "user": person,
        "request": context["request"],
        "csrf_token": context.get("csrf_token"),
    }


@register.filter
def said(text: str) -> SafeString:
    """What somebody wrote, as safe HTML."""
    return html_of_text(text)


register.filter("language_of", language_of)
register.filter("group_name", group_name)


@register.filter
def editable_by(contribution: Any, person: Person) -> bool:
    return may_edit(contribution, person)


@register.filter
def rests_on(summary: Summary, person: Person) -> bool:
    """Whether a summary rests on words of the person. What it rests on is loaded."""
    return any(said.author_id == person.pk for said in summary.rests_on.all())


@register.simple_tag
def reaction_buttons(contribution: Contribution) -> SafeString:
    """What others found in it: buttons of the page's one form for reactions.

    Written in Python: a page holds many. What is pressed is this reader's own; all else is the same
    for all.
    """
    return format_html_join("", BUTTON, _buttons_of(contribution))


def _buttons_of(contribution: Contribution) -> Iterator[tuple[str, str, Promise, int | str]]:
    counts = contribution.reactions or {}
    for kind, name in REACTION_NAMES.items():
        pressed = "true" if getattr(contribution, f"left_{kind}", False) else "false"
        yield f"{contribution.sequence}:{kind}", pressed, name, counts.get(kind) or ""


def _tabs(item: Item, page: Page) -> list[dict[str, Any]]:
    """The views of the discussion, each with how many there are of what it shows."""
    thread, url = page.thread, reverse("deliberation:thread", args=[item.pk])
    if thread is None:
        return []
    counts = {
        View.BALANCE: (thread.for_total or 0) + (thread.against_total or 0),
        View.UNANSWERED: thread.question_total or 0,
    }
    return [
        {
            "label": name,
            "url": f"{url}#discussion" if view == View.NEW else f"{url}?view={view}#discussion",
            "is_current": view == page.view,
            "count": counts.get(view),
        }
        for view, name in VIEW_NAMES.items()
    ]
