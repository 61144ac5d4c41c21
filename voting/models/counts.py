"""That a count was asked for, and what was stored of a result beside its outcome."""

from django.db import models
from django.utils import timezone

from portal.accounts.models import User
from portal.common.append_only import append_only
from voting.models.ballots import Result
from voting.models.elections import Election
from voting.names import COUNT_STAGE_NAMES
from voting.states import CountStage


class Count(models.Model):
    """One time that an election was to be counted: how far it came, and what hindered it.

    `task_id` is that of the worker's task, whose own state is the state of the count. `asked_by`
    is null for an election that was loaded from a file. The problem is one that a person can do
    something about; of a fault of the program itself only the task knows.
    """

    election = models.ForeignKey(Election, models.PROTECT, related_name="counts")
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    task_id = models.CharField(max_length=64, blank=True)
    stage = models.CharField(
        max_length=10,
        choices=[(stage.value, name) for stage, name in COUNT_STAGE_NAMES.items()],
        default=CountStage.READING,
    )
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    problem_ja = models.TextField(blank=True)
    problem_en = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.election_id}: {self.stage} {self.done}/{self.of}"


@append_only
class ResultExplanation(models.Model):
    """Why the result is as it is: voting.explained as JSON, apart because lists need it not."""

    result = models.OneToOneField(
        Result, models.PROTECT, primary_key=True, related_name="explanation"
    )
    document = models.JSONField()

    def __str__(self) -> str:
        return f"{self.result_id}"
