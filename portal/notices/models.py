"""Who follows what, and what they were told."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from portal.lifecycle.models import Event, Item


class Follow(models.Model):
    """That a person wants to hear what becomes of an item."""

    user = models.ForeignKey(User, models.CASCADE, related_name="follows")
    item = models.ForeignKey(Item, models.CASCADE, related_name="follows")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "item"], name="one_follow_per_person_and_item")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} → {self.item_id}"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unread(self) -> Self:
        return self.filter(read_at=None)

    def with_event(self) -> Self:
        """With all that the sentence and the link of each needs."""
        return self.select_related("event__item", "event__cycle", "event__organisation")


class Notice(models.Model):
    """An event told to a person. Its words are made when it is read, in the reader's language."""

    user = models.ForeignKey(User, models.CASCADE, related_name="notices")
    event = models.ForeignKey(Event, models.CASCADE, related_name="notices")
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            # However often an event is delivered, a person is told once.
            models.UniqueConstraint(fields=["user", "event"], name="one_notice_per_event")
        ]
        indexes = [
            models.Index(fields=["user"], condition=models.Q(read_at=None), name="notice_unread"),
            models.Index(fields=["user", "-id"], name="notice_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.event_id}"

    def get_target_url(self) -> str:
        """The page that the notice is about: of its item, else of its cycle."""
        about = self.event.item or self.event.cycle
        return about.get_absolute_url() if about else reverse("home")
