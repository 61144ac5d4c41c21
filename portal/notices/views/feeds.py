"""What happened, as Atom feeds, and what is to come, as a calendar: public, and without sign-in."""

from abc import ABC, abstractmethod
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.lifecycle import kinds
from portal.lifecycle.events import sentence
from portal.lifecycle.models import Event, Item
from portal.notices.calendars import calendar
from portal.notices.dates_of import dates_after
from portal.registers.models import Area, Theme

MOST = 50
DAYS_BACK = 90


def public_events() -> QuerySet[Event]:
    """What everyone may hear: of public items, not of what was said to particular people."""
    known = [kind.name for kind in kinds.all_event_kinds()]
    return (
        Event.objects.filter(kind__in=known, places__isnull=False, item__is_public=True)
        .select_related("item", "cycle", "organisation")
        .distinct()
        .order_by("-at", "-id")
    )


class EventFeed(Feed[Event, Any], ABC):
    """The newest events that belong to something; a subclass says to what."""

    feed_type = Atom1Feed

    def title(self, obj: Any) -> str:
        return _("ともに：%(name)s") % {"name": obj.title if isinstance(obj, Item) else obj.name}

    def link(self, obj: Any) -> str:
        return reverse("home")

    def items(self, obj: Any) -> list[Event]:
        return list(self.of(obj)[:MOST])

    @abstractmethod
    def of(self, obj: Any) -> QuerySet[Event]:
        """The events of the feed, the newest first."""

    def item_title(self, item: Event) -> str:
        return sentence(item)

    def item_description(self, item: Event) -> str:
        return str(item.item.title) if item.item else ""

    def item_link(self, item: Event) -> str:
        assert item.item is not None
        return item.item.get_absolute_url()

    def item_guid(self, item: Event) -> str:
        return f"{settings.SITE_URL}/events/{item.pk}"

    def item_updateddate(self, item: Event) -> datetime:
        return item.at


class AreaFeed(EventFeed):
    def get_object(self, request: HttpRequest, code: str) -> Area:
        return get_object_or_404(Area.objects.of_this_city(), code=code)

    def of(self, obj: Area) -> QuerySet[Event]:
        return public_events().filter(places__area=obj)


class ThemeFeed(EventFeed):
    def get_object(self, request: HttpRequest, slug: str) -> Theme:
        return get_object_or_404(Theme, slug=slug)

    def of(self, obj: Theme) -> QuerySet[Event]:
        return public_events().filter(places__theme=obj)


class ItemFeed(EventFeed):
    """Of one item; one that is public no longer is not found, and so is its feed."""

    def get_object(self, request: HttpRequest, item_id: int) -> Item:
        return get_object_or_404(Item.objects.public(), pk=item_id)

    def link(self, obj: Item) -> str:
        return obj.get_absolute_url()

    def of(self, obj: Item) -> QuerySet[Event]:
        return public_events().filter(item=obj)


def feed_list(request: HttpRequest) -> HttpResponse:
    context = {"areas": Area.objects.wards(), "themes": Theme.objects.all()}
    return render(request, "notices/feeds.html", context)


@require_safe
def calendar_file(_request: HttpRequest) -> HttpResponse:
    """Phases, sessions and deadlines of the last weeks and of the time to come (RFC 5545)."""
    dated = dates_after(timezone.now() - timedelta(days=DAYS_BACK))
    return HttpResponse(
        calendar(dated, name=_("ともに：予定と期限"), made_at=timezone.now()),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="tomoni.ics"'},
    )
