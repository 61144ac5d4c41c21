"""Who follows what, and what they were told."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organisation, User
from portal.lifecycle.models import Event, Item
from portal.notices.frequencies import Frequency
from portal.notices.names import FREQUENCY_NAMES, Why
from portal.registers.models import Area, Theme


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
    # Null: from before it was kept.
    why = models.PositiveSmallIntegerField(null=True, blank=True)
    # The message by which it went out, if any.
    mail = models.ForeignKey(
        "Mail", models.SET_NULL, null=True, blank=True, related_name="notices", db_index=False
    )

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
            models.Index(
                fields=["mail"], condition=models.Q(mail__isnull=False), name="notice_of_mail"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.event_id}"

    @property
    def why_text(self) -> str:
        """Why the person was told of it."""
        return str(Why(self.why).label) if self.why else ""

    def get_target_url(self) -> str:
        """The page that the notice is about: of its item, else of its cycle."""
        about = self.event.item or self.event.cycle
        return about.get_absolute_url() if about else reverse("home")


class GroupFollow(models.Model):
    """That a person wants to hear of everything in a ward, under a theme, or of an organisation."""

    user = models.ForeignKey(User, models.CASCADE, related_name="group_follows")
    area = models.ForeignKey(Area, models.CASCADE, null=True, blank=True, related_name="+")
    theme = models.ForeignKey(Theme, models.CASCADE, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            *(
                models.UniqueConstraint(
                    fields=["user", name],
                    condition=models.Q(**{f"{name}__isnull": False}),
                    name=f"one_follow_per_person_and_{name}",
                )
                for name in ("area", "theme", "organisation")
            ),
            models.CheckConstraint(
                condition=models.Q(area__isnull=False, theme=None, organisation=None)
                | models.Q(area=None, theme__isnull=False, organisation=None)
                | models.Q(area=None, theme=None, organisation__isnull=False),
                name="a_group_follow_is_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.area_id or self.theme_id or self.organisation_id}"


class EventPlace(models.Model):
    """Where an event belongs: to a ward, a theme and organisations, one of them a row.

    Written when the event is delivered; feeds and those who follow a whole ward go by it.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="places")
    area = models.ForeignKey(Area, models.CASCADE, null=True, related_name="+")
    theme = models.ForeignKey(Theme, models.CASCADE, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.event_id}: {self.area_id or self.theme_id or self.organisation_id}"


class Subscription(models.Model):
    """That a person wants notices by mail as well, how often, and at which hours not.

    Nobody has one who did not ask for it. `next_at` is when the next digest is due; quiet hours
    are of the portal's clock, and may go over midnight.
    """

    user = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="subscription")
    frequency = models.CharField(
        _("メールで受け取る"),
        max_length=10,
        choices=[(each.value, name) for each, name in FREQUENCY_NAMES.items()],
        default=Frequency.NEVER,
    )
    quiet_from = models.PositiveSmallIntegerField(
        _("静かにする時間の始まり"), null=True, blank=True
    )
    quiet_until = models.PositiveSmallIntegerField(
        _("静かにする時間の終わり"), null=True, blank=True
    )
    since = models.DateTimeField(default=timezone.now)
    next_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quiet_from=None, quiet_until=None)
                | models.Q(quiet_from__lt=24, quiet_until__lt=24),
                name="quiet_hours_are_whole",
            )
        ]
        indexes = [models.Index(fields=["next_at"], name="subscription_due")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.frequency}"


class Mail(models.Model):
    """One message to one person. Its notices point to it, each to one alone.

    A worker that sends it claims it until a moment; one that was killed leaves the claim to run
    out, and another sends it, under the same `message_id`: a mailbox that has it drops the second.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="mails")
    message_id = models.CharField(max_length=80, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["claimed_until", "id"],
                condition=models.Q(sent_at=None, given_up_at=None),
                name="mail_to_send",
            )
        ]

    def __str__(self) -> str:
        return self.message_id
