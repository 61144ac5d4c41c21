"""The nightly copies of all public tables, what people made of them, and keys of programs."""

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organisation, User
from portal.opendata.names import REUSE_STATES
from portal.opendata.states import ReuseState


class Dump(models.Model):
    """All public tables as they were on a day, in one archive; `rows` counts each table's.

    The day is taken before the work begins, so that one worker does it; `finished_at` is null
    until its file is there.
    """

    day = models.DateField(unique=True)
    begun_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    file = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    rows = models.JSONField(default=dict)

    class Meta:
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day}"


class ReuseQuerySet(models.QuerySet["Reuse"]):
    def shown(self) -> Self:
        return self.filter(state=ReuseState.SHOWN)

    def waiting(self) -> Self:
        return self.filter(state=ReuseState.WAITING)


class Reuse(models.Model):
    """Something that was made of the open data: shown once the city has looked at it."""

    title = models.CharField(_("名前"), max_length=100)
    url = models.URLField(_("アドレス"), max_length=300)
    about = models.TextField(_("どんなものか"), max_length=1000)
    language = models.CharField(_("書いた言語"), max_length=5, default="ja")
    made_by = models.CharField(_("作った人や団体の名前"), max_length=100, blank=True)
    tables = models.JSONField(_("使ったデータ"), default=list)
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(
        max_length=10,
        choices=[(state.value, name) for state, name in REUSE_STATES.items()],
        default=ReuseState.WAITING,
    )
    reason = models.TextField(_("載せない理由"), max_length=1000, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = ReuseQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=ReuseState.DECLINED) | ~models.Q(reason=""),
                name="declined_reuse_says_why",
            )
        ]

    def __str__(self) -> str:
        return self.title


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def in_force(self) -> Self:
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())


class ApiKey(models.Model):
    """What lets a program of a department write in the name of the officer who made it.

    Only the SHA-256 of the key is kept: it has 256 random bits, so that it cannot be turned back.
    """

    owner = models.ForeignKey(User, models.PROTECT, related_name="api_keys")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="api_keys", verbose_name=_("担当課")
    )
    name = models.CharField(_("何に使うか"), max_length=100)
    scopes = models.JSONField(_("できること"), default=list)
    hint = models.CharField(max_length=12)
    key_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.hint}…"
