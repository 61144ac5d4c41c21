"""What every record refers to by id: areas and themes. Nobody types a ward as free text."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.common.names import NamedInBoth


class AreaKind(models.TextChoices):
    CITY = "city", _("市")
    WARD = "ward", _("区")
    SCHOOL_DISTRICT = "school_district", _("中学校区")
    # A place of another city's vote, known only by the name that its file gives.
    ELSEWHERE = "elsewhere", _("ほかの地域")


class AreaQuerySet(models.QuerySet["Area"]):
    def wards(self) -> Self:
        return self.filter(kind=AreaKind.WARD)

    def of_this_city(self) -> Self:
        return self.exclude(kind=AreaKind.ELSEWHERE)


class Area(NamedInBoth):
    """A city, ward or school district.

    `code` is the five-digit municipality code (千葉市 12100, its wards 12101 to 12106).
    `geometry` is a GeoJSON geometry in longitude and latitude, or null.
    """

    code = models.CharField(_("コード"), max_length=120, unique=True)
    kind = models.CharField(_("種別"), max_length=20, choices=AreaKind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    population = models.PositiveIntegerField(_("人口"), null=True, blank=True)
    population_on = models.DateField(_("人口の基準日"), null=True, blank=True)
    geometry = models.JSONField(null=True, blank=True)

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ["code"]


class Theme(NamedInBoth):
    """One of the themes under which issues and proposals are sorted (C01: five of them)."""

    slug = models.SlugField(unique=True)
    order = models.PositiveSmallIntegerField(default=0)
    aim_ja = models.TextField(_("目指す姿"), blank=True)
    aim_en = models.TextField(blank=True)

    class Meta:
        ordering = ["order", "slug"]
