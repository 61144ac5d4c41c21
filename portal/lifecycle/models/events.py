"""The outbox: what happened, written in the transaction in which it happened."""

from typing import Self

from django.db import models
from django.utils import timezone

from portal.accounts.models import Organisation, User
from portal.lifecycle.models.cycles import Cycle
from portal.lifecycle.models.items import Item


class EventQuerySet(models.QuerySet["Event"]):
    def undelivered(self) -> Self:
        return self.filter(delivered_at=None).order_by("id")


class Event(models.Model):
    """Something that others should hear of. `facts` fill the sentence of its kind.

    An organisation that the sentence names is no fact: each reader has its name in their language.
    """

    kind = models.CharField(max_length=60)
    cycle = models.ForeignKey(Cycle, models.PROTECT, null=True, related_name="events")
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="events")
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    facts = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)
    delivered_at = models.DateTimeField(null=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["id"],
                condition=models.Q(delivered_at=None),
                name="event_undelivered",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.item_id}"
