"""Filters that put texts, amounts and dates into words."""

from datetime import datetime
from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from portal.common import dates, money
from portal.common.devices import device_name
from portal.common.furigana import furigana_is_on, with_furigana
from portal.common.markdown import markdown as to_html
from portal.common.names import NamedInBoth
from portal.common.written import language_of

register = template.Library()


@register.filter
def markdown(text: str | None) -> SafeString:
    """A resident's text as safe HTML."""
    return to_html(text or "")


@register.filter
def named(thing: NamedInBoth) -> str:
    """Its name, with its language where that is not the page's."""
    if thing.name_language == get_language():
        return thing.name
    return format_html('<span lang="{}">{}</span>', thing.name_language, thing.name)


@register.filter
def furigana(text: str) -> str:
    """Body text with readings over its kanji, where the reader switched them on."""
    return with_furigana(text) if furigana_is_on() else text


@register.filter
def language(text: str) -> str:
    """In which language a text is written, for the `lang` of what surrounds it."""
    return language_of(str(text))


@register.filter
def marked(text: object) -> str:
    """A text, with its language where that is not the page's; figures have none."""
    written = str(text)
    if language_of(written) == get_language() or not any(map(str.isalpha, written)):
        return written
    return format_html('<span lang="{}">{}</span>', language_of(written), written)


@register.filter
def yen(amount: int | None) -> str:
    return "" if amount is None else money.yen(amount)


@register.filter
def yen_short(amount: int | None) -> str:
    return "" if amount is None else money.yen_short(amount)


@register.filter
def digits(number: int | None) -> str:
    """1,234."""
    return "" if number is None else f"{number:,}"


@register.filter
def in_currency(amount: Decimal | int | None, currency: str) -> str:
    return "" if amount is None else money.money(amount, currency)


@register.filter
def day(moment: dates.Moment | None) -> str:
    return dates.day(moment) if moment else ""


@register.filter
def day_with_weekday(moment: dates.Moment | None) -> str:
    return dates.day_with_weekday(moment) if moment else ""


@register.filter
def day_short(moment: dates.Moment | None) -> str:
    return dates.day_short(moment) if moment else ""


@register.filter
def moment(moment: datetime | None) -> str:
    return dates.moment_of(moment) if moment else ""


@register.filter
def ago(moment: datetime | None) -> str:
    return dates.ago(moment) if moment else ""


@register.filter
def device(user_agent: str | None) -> str:
    return device_name(user_agent or "")
