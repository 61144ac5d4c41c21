"""Reports that came by telephone, on paper or at a counter, from a department's own system."""

from decimal import Decimal
from typing import Annotated, Literal

from django.conf import settings
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from ninja import Schema
from pydantic import Field

from portal.accounts.models import User
from portal.lifecycle.models import Cycle
from portal.opendata.deeds import ApiDeed, Written
from portal.registers.models import Area, Theme
from proposals.services import report_issue
from proposals.services.reporting import ReportText
from proposals.states import Channel

PLAIN = "^[^\\x00]*$"


class ReportBody(Schema):
    cycle_id: Annotated[str, Field(max_length=80, pattern=PLAIN)]
    title: Annotated[str, Field(min_length=1, max_length=100, pattern="^[^\\x00-\\x1f]*$")]
    text: Annotated[str, Field(min_length=1, max_length=2000, pattern=PLAIN)]
    theme_id: Annotated[str, Field(max_length=50, pattern=PLAIN)]
    area_code: Annotated[str, Field(pattern="^[0-9]{5,6}$")]
    channel: Literal["phone", "paper", "counter"]
    language: Literal["ja", "en"] = "ja"
    place: Annotated[str, Field(max_length=200, pattern=PLAIN)] = ""
    latitude: Annotated[Decimal, Field(ge=-90, le=90, decimal_places=6)] | None = None
    longitude: Annotated[Decimal, Field(ge=-180, le=180, decimal_places=6)] | None = None


def _report(actor: User, body: ReportBody) -> Written:
    cycle = Cycle.objects.filter(slug=body.cycle_id).select_related("area").first()
    theme = Theme.objects.filter(slug=body.theme_id).first()
    area = Area.objects.of_this_city().filter(code=body.area_code[:5]).first()
    if cycle is None or theme is None or area is None:
        raise Http404
    text = ReportText(
        body.title,
        body.text,
        theme,
        area,
        body.place,
        body.latitude if body.longitude is not None else None,
        body.longitude if body.latitude is not None else None,
        body.language,
    )
    made = report_issue(actor=actor, cycle=cycle, text=text, channel=Channel(body.channel))
    return Written(id=made.pk, url=settings.SITE_URL + made.get_absolute_url())


DEEDS = (
    ApiDeed(
        "reports",
        _("電話や窓口などで受けた困りごとを登録する"),
        "Enter a report that came by another channel",
        ReportBody,
        _report,
    ),
)
