"""The map of opinions as a chart."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from deliberation.models import OpinionGroups
from deliberation.names import group_name
from portal.charts.facts import MapMark, OpinionChart
from portal.charts.pictures import Size, versioned


@dataclass(frozen=True)
class PictureUrls:
    wide: str
    narrow: str
    alt: str


def chart_of_map(groups: OpinionGroups) -> OpinionChart:
    """Of a map in which something was found."""
    found = groups.found
    names = [
        _("%(group)s（%(people)d人）") % {"group": group_name(number), "people": group["people"]}
        for number, group in enumerate(found["groups"])
    ]
    return OpinionChart(
        title=_("意見の地図"),
        description=_("答え方の似た人ほど近くにいます。%(groups)s。")
        % {"groups": _("、").join(names)},
        groups=tuple(names),
        centres=tuple((group["centre"][0], group["centre"][1]) for group in found["groups"]),
        marks=tuple(MapMark(*spot) for spot in found["spots"]),
    )


def urls_of_map(groups: OpinionGroups) -> PictureUrls | None:
    """None where there is no picture yet."""
    if groups.found is None:
        return None
    chart = chart_of_map(groups)
    url = reverse("deliberation:map_picture", args=[groups.pk])
    wide, narrow = (versioned(url, chart, size) for size in (Size.WIDE, Size.NARROW))
    return PictureUrls(wide, narrow, chart.description)
