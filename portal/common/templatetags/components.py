"""Tags of the component library; the components themselves are templates/components/*.html.

A component without inner text is included: `{% include "components/chip.html" with … only %}`.
One with inner text, or with a form, is written as a block; only what is named reaches it, besides
the request and its CSRF token:

    {% component "disclosure" summary=title %} … {% endcomponent %}
"""

from collections.abc import Sequence
from ipaddress import ip_address

from django import template
from django.forms import BaseForm, BoundField
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.common import icons, steps
from portal.common.kept_forms import OWNER_FIELD, owner_mark

register = template.Library()


class ComponentNode(template.Node):
    def __init__(
        self, name: FilterExpression, values: dict[str, FilterExpression], nodelist: NodeList
    ) -> None:
        self.name = name
        self.values = values
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        assert context.template is not None
        path = f"components/{self.name.resolve(context)}.html"
        component = context.template.engine.get_template(path)
        values = {key: value.resolve(context) for key, value in self.values.items()}
        for key in ("request", "csrf_token", "user"):
            if key in context:
                values.setdefault(key, context[key])
        values["content"] = SafeString(self.nodelist.render(context).strip())
        rendered: SafeString = component.render(context.new(values))
        return rendered


@register.tag
def component(parser: Parser, token: Token) -> ComponentNode:
    """`{% component "name" key=value … %}inner text{% endcomponent %}`."""
    bits = token.split_contents()[1:]
    if not bits:
        raise template.TemplateSyntaxError("component needs the name of a component")
    name = parser.compile_filter(bits[0])
    rest = bits[1:]
    values = token_kwargs(rest, parser)
    if rest:
        raise template.TemplateSyntaxError(f"component takes key=value only, not {rest}")
    nodelist = parser.parse(("endcomponent",))
    parser.delete_first_token()
    return ComponentNode(name, values, nodelist)


register.simple_tag(icons.icon, name="icon")
register.simple_tag(steps.step_bar, name="step_bar")


@register.simple_tag
def chip_icon(tone: str | None, name: str | None) -> SafeString:
    """The drawing of a chip: the one named, else that of its tone."""
    drawing = name or icons.TONE_ICONS.get(tone or "", "")
    return icons.icon(drawing) if drawing else SafeString("")


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The control of a field, without a placeholder: it would vanish just when one needs it."""
    field.field.widget.attrs.pop("placeholder", None)
    return field.as_widget()


@register.simple_tag(takes_context=True)
def form_owner(context: Context) -> SafeString:
    """A hidden field that says whose form it is; see portal.common.kept_forms."""
    request = context.get("request")
    mark = owner_mark(request) if request else ""
    if not mark:
        return SafeString("")
    return format_html('<input type="hidden" name="{}" value="{}">', OWNER_FIELD, mark)


@register.filter
def is_at_a_number(request: HttpRequest) -> bool:
    """Whether the page was asked for at an IP address, where browsers refuse passkeys."""
    host, _port = split_domain_port(request.get_host())
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


@register.filter
def has_errors(forms: BaseForm | Sequence[BaseForm]) -> bool:
    """Whether a form (or one of several) was sent and is not valid."""
    several = [forms] if isinstance(forms, BaseForm) else list(forms)
    return any(form.is_bound and form.errors for form in several)
