"""The board of a vote held here: what its parties lay out for each other, written once.

A file that turns out to be false is refused, which is written down beside it; then its name is
free again, and the next one counts as a further attempt.
"""

from typing import Self

from django.db import models
from django.utils import timezone

from portal.common.append_only import append_only
from voting.models.held import HeldVote


class BoardFileQuerySet(models.QuerySet["BoardFile"]):
    def standing(self) -> Self:
        """What was not refused: one for each name at most."""
        return self.filter(refusal=None)


@append_only
class BoardFile(models.Model):
    """A file on the board. `trustee`: whose it is; null for what others lay out."""

    held = models.ForeignKey(HeldVote, models.PROTECT, related_name="board_files")
    name = models.CharField(max_length=60)
    attempt = models.PositiveSmallIntegerField(default=0)
    trustee = models.PositiveSmallIntegerField(null=True)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    objects = BoardFileQuerySet.as_manager()

    class Meta:
        ordering = ["held", "at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["held", "name", "attempt"], name="one_file_per_name_and_attempt"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.held_id}: {self.name}"


@append_only
class BoardPart(models.Model):
    """A part of a file, at most a mebibyte."""

    file = models.ForeignKey(BoardFile, models.PROTECT, related_name="parts", db_index=False)
    number = models.PositiveIntegerField()
    octets = models.BinaryField()

    class Meta:
        ordering = ["file", "number"]
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="one_part_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.file_id}: {self.number}"


@append_only
class BoardRefusal(models.Model):
    """Why a file does not hold: the check that failed, and where."""

    file = models.OneToOneField(BoardFile, models.PROTECT, primary_key=True, related_name="refusal")
    check_name = models.CharField(max_length=40)
    where = models.TextField()
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.file_id}: {self.check_name}"


@append_only
class BoardVerified(models.Model):
    """That a mix or an opening was verified by a worker of the portal."""

    file = models.OneToOneField(
        BoardFile, models.PROTECT, primary_key=True, related_name="verified"
    )
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.file_id}"


class Tally(models.Model):
    """How far the workers are with what is to be done after closing.

    `task_id` is the worker's task, whose own state is that of the work; `step` is what it does.
    `problem` is a check that failed: the record cannot be put together as things lie.
    """

    held = models.OneToOneField(HeldVote, models.PROTECT, primary_key=True, related_name="tally")
    task_id = models.CharField(max_length=64, blank=True)
    step = models.CharField(max_length=20, blank=True)
    done = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)
    asked_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.held_id}: {self.step}"
