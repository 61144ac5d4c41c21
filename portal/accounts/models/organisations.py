"""Organisations of all kinds, who acts for them, and how they were verified."""

import hashlib
from datetime import datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from portal.accounts.models.people import User
from portal.accounts.names import (
    COMMITTEE_SEAT_NAMES,
    MEMBER_ROLE_NAMES,
    ORGANISATION_KIND_NAMES,
)
from portal.accounts.organisations import (
    HOLD_NO_SEAT,
    MEMBERS_MAY,
    Deed,
    MemberRole,
    OrganisationKind,
    is_corporate_number,
)
from portal.common.validators import validate_no_address, validate_one_line
from portal.common.written import language_of
from portal.registers.models import Area

ROLE_CHOICES = [(role.value, name) for role, name in MEMBER_ROLE_NAMES.items()]
# The name and number of a body belong to the one that a ward officer verified: so nobody can
# keep a name from its owner by registering it first.
STANDS_FOR_ITS_NAME = models.Q(verified_at__isnull=False, closed_at=None)


def validate_corporate_number(number: str) -> None:
    if not is_corporate_number(number):
        raise ValidationError(_("法人番号が正しくありません。13桁の数字を確かめてください。"))


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def departments(self) -> Self:
        return self.filter(kind=OrganisationKind.DEPARTMENT)

    def with_area(self) -> Self:
        return self.select_related("area")

    def with_member_count(self) -> Self:
        """`member_count`: how many are members now."""
        now = models.Q(memberships__left_at=None)
        return self.annotate(member_count=models.Count("memberships", filter=now))

    def active(self) -> Self:
        """Those that have not ended."""
        return self.filter(closed_at=None)

    def verified(self) -> Self:
        return self.exclude(verified_at=None)

    def awaiting_verification(self) -> Self:
        """Those that a ward officer should look at, the longest waiting first."""
        return (
            self.active()
            .filter(verified_at=None)
            .exclude(verification_asked_at=None)
            .order_by("verification_asked_at", "pk")
        )

    def able_to_hold_a_seat(self) -> Self:
        return self.active().exclude(kind__in=sorted(HOLD_NO_SEAT))

    def near(self, other: "Organisation") -> Self:
        """Those at work in the same area, in a part of it, or in what it is part of."""
        return self.filter(
            models.Q(area=other.area_id)
            | models.Q(area__parent=other.area_id)
            | models.Q(area__parts=other.area_id)
        ).exclude(pk=other.pk)

    def where_may(self, user: User, deed: Deed) -> Self:
        """Those for which the person, as a member, may do the deed."""
        return self.filter(
            memberships__user=user,
            memberships__left_at=None,
            memberships__role__in=[role for role, deeds in MEMBERS_MAY.items() if deed in deeds],
        )

    def acted_for_by(self, user: User) -> Self:
        """Those for which the person may write: as representative or editor."""
        return self.active().where_may(user, Deed.EDIT_PAGE)


class Organisation(models.Model):
    """A body that proposes, drafts and delivers beside residents; departments are of them too."""

    kind = models.CharField(
        _("種別"),
        max_length=40,
        choices=[(k.value, name) for k, name in ORGANISATION_KIND_NAMES.items()],
    )
    name = models.CharField(
        _("団体名"), max_length=120, validators=[validate_one_line, validate_no_address]
    )
    name_en = models.CharField(
        _("団体名（英語）"),
        max_length=160,
        blank=True,
        validators=[validate_one_line, validate_no_address],
    )
    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("活動する区域"))
    corporate_number = models.CharField(
        _("法人番号"), max_length=13, blank=True, validators=[validate_corporate_number]
    )
    about = models.TextField(_("活動の紹介"), max_length=2000, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    # Set while a ward officer's decision is awaited.
    verification_asked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = OrganisationQuerySet.as_manager()
    # A body that is renamed stays findable under its old name.
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "area"],
                condition=STANDS_FOR_ITS_NAME,
                name="one_organisation_per_name",
            ),
            models.UniqueConstraint(
                fields=["corporate_number"],
                condition=STANDS_FOR_ITS_NAME & ~models.Q(corporate_number=""),
                name="one_organisation_per_corporate_number",
            ),
        ]
        indexes = [
            models.Index(
                fields=["verification_asked_at"],
                condition=models.Q(verified_at=None, closed_at=None),
                name="organisation_to_verify",
            )
        ]

    def __str__(self) -> str:
        return self.shown_name

    def get_absolute_url(self) -> str:
        return reverse("accounts:organisation", args=[self.pk])

    @property
    def shown_name(self) -> str:
        """The name in the reader's language, where the organisation gave one."""
        return self.name_en if self.name_en and get_language() == "en" else self.name

    @property
    def shown_language(self) -> str:
        """Which voice a screen reader should read the shown name with."""
        return language_of(self.shown_name)

    @property
    def about_language(self) -> str:
        return language_of(self.about)

    @property
    def is_department(self) -> bool:
        return self.kind == OrganisationKind.DEPARTMENT

    @property
    def is_area_committee(self) -> bool:
        return self.kind == OrganisationKind.AREA_COMMITTEE


class MembershipQuerySet(models.QuerySet["Membership"]):
    def in_force(self) -> Self:
        return self.filter(left_at=None)

    def representing(self) -> Self:
        return self.in_force().filter(role=MemberRole.REPRESENTATIVE)


class Membership(models.Model):
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    role = models.CharField(_("役割"), max_length=20, choices=ROLE_CHOICES)
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"],
                condition=models.Q(left_at=None),
                name="one_membership_in_force",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} / {self.organisation_id}: {self.role}"


def hash_of_token(token: str) -> str:
    """A token has 256 random bits, so a plain SHA-256 cannot be turned back."""
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def with_token(self, token: str) -> Self:
        return self.filter(token_hash=hash_of_token(token))

    def open(self) -> Self:
        """Those that can be accepted now."""
        return self.filter(
            accepted_at=None, declined_at=None, withdrawn_at=None, expires_at__gt=timezone.now()
        )

    def over_before(self, moment: datetime) -> Self:
        """Those that were settled, or expired, before a moment."""
        return self.filter(
            models.Q(accepted_at__lt=moment)
            | models.Q(declined_at__lt=moment)
            | models.Q(withdrawn_at__lt=moment)
            | models.Q(expires_at__lt=moment)
        )


class Invitation(models.Model):
    """An invitation by e-mail to act for an organisation.

    The token is stored as its SHA-256, so who reads the table cannot accept. It is for the owner
    of the address alone: a link that is passed on admits nobody else.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("メールアドレス"))
    role = models.CharField(_("役割"), max_length=20, choices=ROLE_CHOICES)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.role}"


class Verification(models.Model):
    """A ward officer's decision about an organisation, with its reason."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="verifications")
    accepted = models.BooleanField(_("確認の結果"))
    reason = models.TextField(_("理由"))
    officer = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.accepted}"


class CommitteeMember(models.Model):
    """That an organisation is asked to hold a seat in an area committee, or holds it."""

    committee = models.ForeignKey(Organisation, models.CASCADE, related_name="seats")
    member = models.ForeignKey(Organisation, models.CASCADE, related_name="seats_held")
    seat = models.CharField(
        _("構成団体の種別"),
        max_length=40,
        choices=[(s.value, name) for s, name in COMMITTEE_SEAT_NAMES.items()],
    )
    invited_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["invited_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "member"], name="one_seat_per_member_organisation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.committee_id}: {self.seat}"

    @property
    def counts(self) -> bool:
        """Whether it fills its seat: accepted, by a body that a ward officer has verified."""
        return bool(self.accepted_at and self.member.verified_at and not self.member.closed_at)
