"""What the demo adds to pages, where it runs on the reader's own machine.

`{% demo_sign_in %}`: the row of buttons. `{% demo_codes %}`: the way to the codes of its votes.
"""

from typing import Any

from django import template
from django.template.context import Context
from django.template.context_processors import csrf

from portal.demo.access import is_demo_on_this_machine
from portal.demo.people import SEATS

register = template.Library()


@register.inclusion_tag("demo/_sign_in.html", takes_context=True)
def demo_sign_in(context: Context) -> dict[str, Any]:
    request = context.get("request")
    if request is None or not is_demo_on_this_machine(request):
        return {"seats": ()}
    return {"seats": SEATS, "next": request.GET.get("next", ""), **csrf(request)}


@register.inclusion_tag("demo/_codes.html", takes_context=True)
def demo_codes(context: Context) -> dict[str, Any]:
    request = context.get("request")
    return {"shown": request is not None and is_demo_on_this_machine(request)}
