"""A thread of contributions on any item of the path."""

from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from portal.accounts.models import Organisation, User
from portal.lifecycle.models import Item

TEXT_LIMIT = 2000


class ThreadQuerySet(models.QuerySet["Thread"]):
    def listed(self) -> Self:
        """Those on public items, with all that listing them needs."""
        return self.filter(item__is_public=True).select_related("item", "item__cycle")


class Thread(models.Model):
    """The discussion of an item, from its first contribution on.

    `last_sequence` numbers contributions. `last_change` numbers every change that readers must
    see: a contribution, an edit, a removal. Both grow only under the row lock that
    services.numbering takes and keeps until the commit, so whoever has seen change n, and asks
    for what came after it, misses nothing.
    """

    item = models.OneToOneField(Item, models.PROTECT, primary_key=True, related_name="thread")
    last_sequence = models.PositiveIntegerField(default=0)
    last_change = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(default=timezone.now)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-last_at", "-item"], name="thread_by_life")]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.last_sequence}"


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def with_speakers(self) -> Self:
        """With all that showing one needs."""
        return self.select_related("author", "organisation")

    def on_public_items(self) -> Self:
        return self.filter(thread__item__is_public=True)


def _changed_by(instance: "Contribution", **_: Any) -> User | None:
    return instance.changed_by


class Contribution(models.Model):
    """What one person said, as themselves or for an organisation.

    `change` is the thread's number of the last change made to it. What a moderator hid stays
    here, out of sight, with the reason.
    """

    # Who makes the change that the next save writes into the history.
    changed_by: User | None = None

    thread = models.ForeignKey(Thread, models.PROTECT, related_name="contributions")
    sequence = models.PositiveIntegerField()
    change = models.PositiveIntegerField()
    author = models.ForeignKey(User, models.PROTECT, related_name="contributions")
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("発言する立場"),
    )
    text = models.TextField(_("意見"), max_length=TEXT_LIMIT)
    language = models.CharField(max_length=5, default="ja")
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.TextField(_("非表示にした理由"), blank=True)

    objects = ContributionQuerySet.as_manager()
    history = HistoricalRecords(get_user=_changed_by)

    class Meta:
        ordering = ["thread", "sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "sequence"], name="one_contribution_a_number"
            ),
            models.UniqueConstraint(fields=["thread", "change"], name="one_contribution_a_change"),
        ]
        indexes = [models.Index(fields=["author", "-created_at"], name="contribution_of_author")]

    def __str__(self) -> str:
        return f"{self.thread_id} #{self.sequence}"

    def get_absolute_url(self) -> str:
        return reverse("deliberation:contribution", args=[self.thread_id, self.sequence])

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None
