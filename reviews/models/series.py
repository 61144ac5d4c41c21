"""A series of review sessions: its cadence, and who sits on its panel."""

from datetime import timedelta
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.lifecycle.models import Cycle
from reviews.names import SEAT_SIDE_NAMES, choices
from reviews.states import SeatSide


class ReviewSeries(models.Model):
    """Sessions at a steady cadence, every two weeks unless another is chosen."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="review_series")
    title = models.CharField(_("名前"), max_length=100)
    language = models.CharField(max_length=5, default="ja")
    place = models.CharField(_("場所・参加のしかた"), max_length=200, blank=True)
    every_days = models.PositiveSmallIntegerField(_("間隔（日）"), default=14)
    first_at = models.DateTimeField(_("初回の日時"))
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-first_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(every_days__gte=7, every_days__lte=92),
                name="series_has_a_cadence",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reviews:series", args=[self.pk])

    @property
    def every(self) -> timedelta:
        return timedelta(days=self.every_days)


class PanelSeat(models.Model):
    """A seat on the panel of a series: of the city, of residents, or of an organisation."""

    series = models.ForeignKey(ReviewSeries, models.CASCADE, related_name="seats")
    side = models.CharField(max_length=12, choices=choices(SEAT_SIDE_NAMES))
    holder = models.CharField(_("席に着く人"), max_length=100)
    language = models.CharField(max_length=5, default="ja")

    class Meta:
        ordering = ["side", "id"]

    def __str__(self) -> str:
        return self.holder

    @property
    def side_name(self) -> Any:
        return SEAT_SIDE_NAMES[SeatSide(self.side)]
