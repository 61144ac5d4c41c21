"""Where something is: a ward, and a point where one is known."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Placed(models.Model):
    """A point in degrees (WGS 84), or none; half a point is refused by the database."""

    latitude = models.DecimalField(_("緯度"), max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(
        _("経度"), max_digits=9, decimal_places=6, null=True, blank=True
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(latitude=None, longitude=None)
                # A comparison with null is unknown, and a check lets the unknown pass.
                | models.Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="%(class)s_point_is_whole",
            )
        ]
