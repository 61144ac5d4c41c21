"""The path: everything that goes through the phases is an item, and links join items.

A report, proposal, option, project … has its item as primary key, so that one number names it
everywhere, and following, discussing and telling people need to know of items only.
"""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils import timezone

from portal.common.append_only import append_only
from portal.lifecycle import kinds
from portal.lifecycle.models.cycles import PHASE_CHOICES, Cycle
from portal.lifecycle.phases import Phase


class ItemQuerySet(models.QuerySet["Item"]):
    def public(self) -> Self:
        return self.filter(is_public=True)


class Item(models.Model):
    """One thing on the path. `title` repeats the title of what it stands for."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="items")
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    language = models.CharField(max_length=5, default="ja")
    phase = models.PositiveSmallIntegerField(choices=PHASE_CHOICES)
    # Drafts are not: neither their title nor their place on a path is shown.
    is_public = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = ItemQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["cycle", "kind", "-id"], name="item_of_cycle")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse(kinds.kind(self.kind).url_name, args=[self.pk])

    @property
    def kind_name(self) -> str:
        return str(kinds.kind(self.kind).label)


@append_only
class ItemPhase(models.Model):
    """That an item reached a phase, and when."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="phases_reached")
    phase = models.PositiveSmallIntegerField(choices=PHASE_CHOICES)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.item_id}: {Phase(self.phase).name}"


class Link(models.Model):
    """From an earlier item to the one that came of it."""

    source = models.ForeignKey(Item, models.PROTECT, related_name="links_on")
    target = models.ForeignKey(Item, models.PROTECT, related_name="links_back")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "target"], name="one_link_between_items"),
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")), name="no_link_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.target_id}"
