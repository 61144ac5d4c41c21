"""An account, what its owner agreed to, and the roles granted to them."""

from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.names import CLOSED_ACCOUNT_NAME, ROLE_NAMES
from portal.accounts.roles import CITY_WIDE_ONLY, EXCLUSIVE, GRANTABLE, NEEDS_AREA
from portal.common.validators import validate_no_address, validate_one_line
from portal.registers.models import Area

# The languages in which the portal writes to people.
LANGUAGE_CHOICES = [("ja", _("日本語")), ("en", _("英語"))]


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


class User(AbstractBaseUser):
    """An account: a person who signs in by e-mail. Voting needs none.

    A closed account keeps its row, without anything personal, so that what its owner said in
    public stays readable and the ledgers stay whole.
    """

    email = models.EmailField(_("メールアドレス"))
    display_name = models.CharField(
        _("表示名"), max_length=60, validators=[validate_one_line, validate_no_address]
    )
    home_area = models.ForeignKey(
        Area, models.SET_NULL, null=True, blank=True, verbose_name=_("お住まいの区")
    )
    language = models.CharField(
        _("通知の言語"), max_length=5, choices=LANGUAGE_CHOICES, default="ja"
    )
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_email")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What others see: the display name, or that the account is closed."""
        return str(CLOSED_ACCOUNT_NAME) if self.closed_at else self.display_name


class Consent(models.Model):
    """That a person agreed to one version of the terms, and when."""

    user = models.ForeignKey(User, models.CASCADE, related_name="consents")
    version = models.CharField(_("規約の版"), max_length=20)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "version"], name="one_consent_per_version")
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.version}"


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    def in_force(self) -> Self:
        return self.filter(revoked_at=None)

    def covering(self, area: Area | models.OuterRef) -> Self:
        """Those that count in an area: city-wide ones, and those for it or what it is part of."""
        return self.filter(
            models.Q(area=None)
            | models.Q(area=area)
            | models.Q(area__parts=area)
            | models.Q(area__parts__parts=area)
        ).distinct()


class RoleGrant(models.Model):
    """A role given to a person, for the whole city or for one area, until it is taken back."""

    user = models.ForeignKey(User, models.PROTECT, related_name="role_grants")
    role = models.CharField(
        _("役割"), max_length=40, choices=[(r.value, ROLE_NAMES[r]) for r in sorted(GRANTABLE)]
    )
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "area"],
                condition=models.Q(revoked_at=None),
                name="one_grant_in_force_per_area",
            ),
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=models.Q(revoked_at=None, area=None),
                name="one_grant_in_force_city_wide",
            ),
            # Separation of duties holds in the database too.
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(revoked_at=None, role__in=sorted(EXCLUSIVE)),
                name="one_exclusive_role_in_force",
            ),
            models.CheckConstraint(
                condition=models.Q(area=None) | ~models.Q(role__in=sorted(CITY_WIDE_ONLY)),
                name="role_of_the_whole_city",
            ),
            models.CheckConstraint(
                condition=models.Q(area__isnull=False) | ~models.Q(role__in=sorted(NEEDS_AREA)),
                name="role_of_an_area",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.role}"
