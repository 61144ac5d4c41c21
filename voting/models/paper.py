"""Voting on paper: who does and where, and the ballots as two people typed them.

Nothing relates a person to a ballot: ballots are numbered within a batch after the box was opened.
"""

from django.db import models
from django.utils import timezone

from portal.accounts.models import User
from portal.common.append_only import append_only
from portal.common.names import NamedInBoth
from portal.registers.models import Area
from voting.models.elections import Election
from voting.models.roll import Electorate, RollEntry
from voting.names import DESK_KIND_NAMES, PAPER_STATE_NAMES
from voting.states import PaperState


class PaperDesk(NamedInBoth):
    """A place where one votes on paper: the counter of a ward office, or an outreach session."""

    election = models.ForeignKey(Election, models.PROTECT, related_name="desks")
    kind = models.CharField(
        max_length=10, choices=[(k.value, n) for k, n in DESK_KIND_NAMES.items()]
    )
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    held_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["election", "kind", "held_on", "id"]


class PaperVoter(models.Model):
    """Someone who votes on paper: either by the card that they handed in, or by the roll.

    By the card, the key on it is known and the person is not; by the roll, the person is and the
    key is the registrar's to find. It waits until the registrar's signed exclusion stands in the
    log. `entry` goes when the roll does.
    """

    election = models.ForeignKey(Election, models.PROTECT, related_name="paper_voters")
    electorate = models.ForeignKey(Electorate, models.PROTECT, related_name="paper_voters")
    desk = models.ForeignKey(PaperDesk, models.PROTECT, related_name="voters")
    entry = models.OneToOneField(
        RollEntry, models.SET_NULL, null=True, blank=True, related_name="paper_voter"
    )
    credential = models.CharField(max_length=512, blank=True)
    state = models.CharField(
        max_length=10,
        choices=[(s.value, n) for s, n in PAPER_STATE_NAMES.items()],
        default=PaperState.WAITING,
    )
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    on = models.DateField(default=timezone.localdate)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["election", "credential"],
                condition=~models.Q(credential=""),
                name="one_paper_voter_per_credential",
            ),
            models.CheckConstraint(
                condition=models.Q(entry=None) | models.Q(credential=""),
                name="a_paper_voter_relates_no_person_to_a_key",
            ),
        ]
        indexes = [models.Index(fields=["election", "state"], name="paper_voters_by_state")]

    def __str__(self) -> str:
        return f"{self.election_id}: {self.pk} {self.state}"


class PaperBatch(models.Model):
    """Paper ballots of one electorate that were counted into a bundle and numbered from 1.

    `salt` keeps the fingerprint from being guessed before the batch is shown; `entry` is the
    signed entry of the log in hexadecimal, once the registrar bound the batch.
    """

    election = models.ForeignKey(Election, models.PROTECT, related_name="paper_batches")
    electorate = models.ForeignKey(Electorate, models.PROTECT, related_name="paper_batches")
    number = models.PositiveSmallIntegerField()
    size = models.PositiveIntegerField()
    salt = models.CharField(max_length=64, blank=True)
    entry = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["election", "number"]
        constraints = [
            models.UniqueConstraint(fields=["election", "number"], name="one_batch_per_number"),
            models.CheckConstraint(condition=models.Q(size__gt=0), name="a_batch_holds_ballots"),
        ]

    def __str__(self) -> str:
        return f"{self.election_id}: {self.number}"


class PaperTyping(models.Model):
    """A batch is typed twice, by two people: `turn` 1 and 2. `done_at`: it is handed in."""

    batch = models.ForeignKey(PaperBatch, models.PROTECT, related_name="typings")
    turn = models.PositiveSmallIntegerField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["batch", "turn"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "turn"], name="one_typing_per_turn"),
            models.UniqueConstraint(fields=["batch", "by"], name="nobody_types_a_batch_twice"),
            models.CheckConstraint(
                condition=models.Q(turn__in=[1, 2]), name="a_batch_is_typed_twice"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.turn}"


class TypedBallot(models.Model):
    """What one of the two read on the ballot of this number: a choice of `voting.crypto`."""

    typing = models.ForeignKey(PaperTyping, models.CASCADE, related_name="ballots")
    number = models.PositiveIntegerField()
    choice = models.JSONField()

    class Meta:
        ordering = ["typing", "number"]
        constraints = [
            models.UniqueConstraint(fields=["typing", "number"], name="a_ballot_is_typed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.typing_id}: {self.number}"


@append_only
class SettledBallot(models.Model):
    """Where the two differ, a third looked at the paper, and this is what it says."""

    batch = models.ForeignKey(PaperBatch, models.PROTECT, related_name="settled")
    number = models.PositiveIntegerField()
    choice = models.JSONField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["batch", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "number"], name="a_difference_is_settled_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.number}"


@append_only
class AuditedBallot(models.Model):
    """One ballot of the sample that the trustees' seed drew, as the auditor read it on paper."""

    batch = models.ForeignKey(PaperBatch, models.PROTECT, related_name="audited")
    number = models.PositiveIntegerField()
    choice = models.JSONField()
    agrees = models.BooleanField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["batch", "number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="a_ballot_is_audited_once"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.number}"
