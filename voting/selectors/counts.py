"""How far the count of an election is, as its page tells it."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import get_language
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from voting.models import Count, Election
from voting.names import COUNT_STAGE_NAMES, Text
from voting.states import CountStage


class CountState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


# A task that a lost worker had is ready again, or has failed when it lost too many.
STATES: dict[str, CountState] = {
    TaskResultStatus.READY: CountState.WAITING,
    TaskResultStatus.RUNNING: CountState.RUNNING,
    TaskResultStatus.SUCCESSFUL: CountState.DONE,
    TaskResultStatus.FAILED: CountState.FAILED,
}
UNDER_WAY = frozenset({CountState.WAITING, CountState.RUNNING})


@dataclass(frozen=True)
class CountShown:
    """The newest count of an election. Only `measuring` is counted in parts: `done` of `of`."""

    state: CountState
    stage: Text
    done: int
    of: int
    problem: str

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def is_in_parts(self) -> bool:
        return self.of > 0


def count_of(election: Election) -> CountShown | None:
    """The newest count that was asked for, if any. Two queries."""
    count = Count.objects.filter(election=election).first()
    if count is None:
        return None
    task = DBTaskResult.objects.filter(pk=count.task_id).values_list("status", flat=True).first()
    in_parts = count.stage == CountStage.MEASURING
    return CountShown(
        # A task that is no longer kept ended long ago, without a result.
        state=STATES.get(task or TaskResultStatus.FAILED, CountState.FAILED),
        stage=COUNT_STAGE_NAMES[CountStage(count.stage)],
        done=count.done if in_parts else 0,
        of=count.of if in_parts else 0,
        problem=count.problem_en if get_language() == "en" else count.problem_ja,
    )


def count_under_way(election: Election) -> bool:
    """Whether a worker has the election, or will have it next. Two queries."""
    shown = count_of(election)
    return shown is not None and shown.is_under_way
