"""Reports of what people wrote, what moderators decided, and the rules of this city."""

from functools import lru_cache
from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deliberation.names import (
    CASE_STATE_NAMES,
    DECIDER_NAMES,
    GROUND_NAMES,
    MODERATION_DEED_NAMES,
    choices,
)
from deliberation.states import IN_QUEUE, CaseState, Ground, ModerationDeed
from portal.accounts.models import RoleGrant, User
from portal.accounts.roles import Role
from portal.common.append_only import append_only
from portal.lifecycle.models import Item

REASON_LIMIT = 500


class CaseQuerySet(models.QuerySet["Case"]):
    def in_queue(self) -> Self:
        return self.filter(state__in=sorted(IN_QUEUE))

    def moderated_by(self, person: User) -> Self:
        """Those of the areas for which the person moderates. One query more."""
        granted = RoleGrant.objects.in_force().filter(user=person, role=Role.MODERATOR)
        areas = set(granted.values_list("area", flat=True))
        if None in areas:
            return self
        return self.filter(
            models.Q(item__cycle__area__in=areas)
            | models.Q(item__cycle__area__parent__in=areas)
            | models.Q(item__cycle__area__parent__parent__in=areas)
        )


class Case(models.Model):
    """One thing that was reported, or that a moderator decided on; `kind` and `number` name it.

    `waiting_since` is when it last came into the queue: by its first report, or by an appeal.
    """

    kind = models.CharField(max_length=20)
    number = models.PositiveBigIntegerField()
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10, choices=choices(CASE_STATE_NAMES), default=CaseState.WAITING
    )
    opened_at = models.DateTimeField(default=timezone.now)
    waiting_since = models.DateTimeField(default=timezone.now)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "number"], name="one_case_a_thing")]
        indexes = [models.Index(fields=["state", "-waiting_since"], name="case_in_queue")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}: {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("deliberation:case", args=[self.kind, self.number])

    @property
    def state_name(self) -> str:
        return str(CASE_STATE_NAMES[CaseState(self.state)])


class Flag(models.Model):
    """That somebody finds that a thing should not stand; without a person, the word list did.

    Who reported, and what they noted, is for moderators alone, and goes after a time.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="flags")
    person = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    ground = models.CharField(_("理由の種類"), max_length=20, choices=choices(GROUND_NAMES))
    note = models.CharField(_("説明"), max_length=REASON_LIMIT, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "person"], name="one_flag_per_person")
        ]
        indexes = [models.Index(fields=["at"], name="flag_by_time")]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.ground}"

    @property
    def ground_name(self) -> str:
        return str(GROUND_NAMES[Ground(self.ground)])


@append_only
class Decision(models.Model):
    """One line of the public log: what was decided about a thing, and why.

    `looks_at` is the earlier decision that an appeal asked another moderator to look at.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions")
    deed = models.CharField(max_length=10, choices=choices(MODERATION_DEED_NAMES))
    actor = models.ForeignKey(User, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=choices(DECIDER_NAMES))
    ground = models.CharField(max_length=20, choices=choices(GROUND_NAMES), blank=True)
    reason = models.TextField(_("理由"), max_length=REASON_LIMIT)
    looks_at = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="looked_at_by"
    )
    # Since it last came into the queue; null where it was in none.
    waited_minutes = models.PositiveIntegerField(null=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["-at", "-id"], name="decision_by_time")]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.deed}"

    @property
    def deed_name(self) -> str:
        return str(MODERATION_DEED_NAMES[ModerationDeed(self.deed)])

    @property
    def ground_name(self) -> str:
        return str(GROUND_NAMES[Ground(self.ground)]) if self.ground else ""

    @property
    def role_name(self) -> str:
        return str(DECIDER_NAMES[self.role])


@append_only
class Appeal(models.Model):
    """That an author asks for a second look at what was hidden, once for each time it was."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="appeal")
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    text = models.TextField(_("異議の理由"), max_length=1000)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.decision_id}"


@append_only
class ModerationRules(models.Model):
    """The limits for new accounts and the word lists; the newest row is in force.

    An account is new for `new_account_days` days, 0 means that none is. Words stand one a line:
    what holds a refused one is not taken, what holds a watched one is looked at by a moderator.
    """

    new_account_days = models.PositiveSmallIntegerField(_("新しいアカウントとみなす日数"))
    new_account_posts = models.PositiveSmallIntegerField(_("24時間に書ける件数"))
    watches_links = models.BooleanField(_("リンクを含む投稿を確認する"))
    refused_words = models.TextField(_("受け付けない言葉"), blank=True)
    watched_words = models.TextField(_("確認する言葉"), blank=True)
    reason = models.TextField(_("変える理由"), max_length=REASON_LIMIT)
    actor = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def refused_list(self) -> list[str]:
        return self.refused_words.splitlines()

    @property
    def watched_list(self) -> list[str]:
        return self.watched_words.splitlines()

    @classmethod
    def in_force(cls) -> "ModerationRules":
        """The newest, or, before anyone set them, those with which a portal begins."""
        return cls.objects.first() or cls(**BEGINNING)


@lru_cache(maxsize=4)
def rules_marked(mark: str | None) -> ModerationRules:
    """The rules of that number and moment ("7 2026-11-30 …"), read once: they never change.

    Without a mark, those with which a portal begins.
    """
    if mark is None:
        return ModerationRules(**BEGINNING)
    return ModerationRules.objects.get(pk=mark.partition(" ")[0])


# Before a city sets its own.
BEGINNING: dict[str, Any] = {
    "new_account_days": 3,
    "new_account_posts": 20,
    "watches_links": True,
}
