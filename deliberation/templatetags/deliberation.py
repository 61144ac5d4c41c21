"""`{% load deliberation %}{% discussion item %}`: the discussion of any item, on its page."""

from typing import Any

from django import template
from django.db.models import prefetch_related_objects
from django.template.context import Context
from django.utils.safestring import SafeString

from deliberation.forms import ContributionForm
from deliberation.names import group_name
from deliberation.rendering import html_of_text
from deliberation.selectors import Page, may_edit, page_of_thread
from portal.accounts.models import User
from portal.accounts.selectors import Person
from portal.common.written import language_of
from portal.lifecycle.models import Item
from portal.lifecycle.phases import Action
from portal.lifecycle.selectors import is_open

register = template.Library()


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
    return {
        "item": item,
        "page": page or page_of_thread(item.pk),
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
