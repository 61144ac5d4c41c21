"""`{% load notices %}{% follow_button item %}`: follow an item, or no longer, on its page."""

from typing import Any

from django import template
from django.template.context import Context

from portal.accounts.models import Organisation, User
from portal.lifecycle.events import sentence
from portal.lifecycle.models import Event, Item
from portal.notices.selectors import follows, follows_organisation

register = template.Library()


@register.inclusion_tag("notices/_follow_button.html", takes_context=True)
def follow_button(context: Context, item: Item) -> dict[str, Any]:
    """One query for who is signed in, none for visitors."""
    person = context.get("user")
    return {
        "item": item,
        "is_signed_in": isinstance(person, User),
        "is_following": isinstance(person, User) and follows(person, item),
        "csrf_token": context.get("csrf_token"),
        "request": context.get("request"),
    }


@register.inclusion_tag("notices/_follow_organisation.html", takes_context=True)
def follow_organisation(context: Context, organisation: Organisation) -> dict[str, Any]:
    """One query for who is signed in, none for visitors."""
    person = context.get("user")
    return {
        "organisation": organisation,
        "is_signed_in": isinstance(person, User),
        "is_following": isinstance(person, User) and follows_organisation(person, organisation),
        "csrf_token": context.get("csrf_token"),
    }


@register.filter
def in_words(event: Event) -> str:
    return sentence(event)
