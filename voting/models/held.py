"""An election whose ballots are cast here: how it is held, by whom, and who may cast.

Nothing in these tables opens a ballot: the trustees have their shares, voters their codes, and
the log's own signing key lies outside the database (voting.log_keys).
"""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from voting.models.elections import Election


class HeldVoteQuerySet(models.QuerySet["HeldVote"]):
    def with_election(self) -> Self:
        return self.select_related("election__cycle__area")


class HeldVote(models.Model):
    """How an election is held here, in secret and verifiably.

    `name` is the vote's name in its definition, from which voters' keys are derived. `limit`: for
    points the most that one option may get, for ranking the number of ranks; `points` is what a
    voter may give in all. `quotas` are `[{options, least, most}]` by the positions of options.
    `definition` is its canonical text, and `fingerprint` the hash of that: they are set once, and
    the trustees sign them. `registrar_signature` is on the list of credentials. `result` and
    `audit` are those frames of the public record.
    """

    election = models.OneToOneField(Election, models.PROTECT, primary_key=True, related_name="held")
    name = models.CharField(max_length=100, unique=True)
    is_mock = models.BooleanField(_("模擬投票"), default=False)
    limit = models.PositiveIntegerField(default=0)
    points = models.PositiveIntegerField(null=True, blank=True)
    quotas = models.JSONField(default=list, blank=True)
    area_rule = models.CharField(max_length=200, blank=True)
    threshold = models.PositiveSmallIntegerField()
    mixes = models.PositiveSmallIntegerField()
    anonymity_minimum = models.PositiveIntegerField()
    registrar = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    registrar_key = models.CharField(max_length=64, blank=True)
    registrar_signature = models.CharField(max_length=128, blank=True)
    credentials = models.CharField(max_length=64, blank=True)
    log_key = models.CharField(max_length=64, blank=True)
    definition = models.BinaryField(null=True, blank=True)
    fingerprint = models.CharField(max_length=64, null=True, blank=True, unique=True)
    result = models.BinaryField(null=True, blank=True)
    audit = models.BinaryField(null=True, blank=True)

    objects = HeldVoteQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class TrusteeSeat(models.Model):
    """One of the trustees 1 to n. `token_sha256` is the hash of their secret address."""

    held = models.ForeignKey(HeldVote, models.CASCADE, related_name="seats")
    number = models.PositiveSmallIntegerField()
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    token_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["held", "number"]
        constraints = [
            models.UniqueConstraint(fields=["held", "number"], name="one_trustee_per_number"),
            models.UniqueConstraint(fields=["held", "person"], name="one_seat_per_trustee"),
        ]

    def __str__(self) -> str:
        return f"{self.held_id}: {self.number}"


class Credential(models.Model):
    """A public key that may cast. Whose it is, only the registrar can tell."""

    held = models.ForeignKey(
        HeldVote, models.PROTECT, related_name="credential_rows", db_index=False
    )
    electorate = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["held", "key"], name="a_credential_is_listed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.held_id}: {self.key[:8]}"
