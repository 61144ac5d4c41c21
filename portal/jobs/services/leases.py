"""Leases: a task belongs to its worker for as long as that says that it lives.

django-tasks-db marks a task as running and keeps no more than the name of its worker, so one that
was killed would leave it running for ever. Here each worker beats; a task whose worker is silent
is given back, and any worker takes it up again. So a task may run twice, and must bear it.
"""

import logging
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.jobs.errors import WorkersWereLost
from portal.jobs.models import Worker

logger = logging.getLogger(__name__)
MOST_WORKERS_LOST = 3


def register() -> str:
    """Make a worker known before it takes its first task; its name."""
    return Worker.objects.create(id=get_random_string(32)).pk


def beat(worker_id: str) -> None:
    """Say that the worker lives; also of one that was taken for dead meanwhile."""
    Worker.objects.update_or_create(id=worker_id, defaults={"beat_at": timezone.now()})


def end(worker_id: str) -> None:
    Worker.objects.filter(id=worker_id).delete()


@transaction.atomic
def take_back_tasks() -> int:
    """Give the tasks of silent workers back, or give up on those that lost too many; how many.

    Safe for any number of workers: whether a task is still that worker's is looked at in the
    statement that changes it.
    """
    # In this order: a worker is known before it takes a task.
    running = list(DBTaskResult.objects.running())
    alive = set(Worker.objects.alive().values_list("pk", flat=True))
    lost = [task for task in running if not alive.intersection(task.worker_ids[-1:])]
    Worker.objects.silent().delete()
    return sum(_take_back(task) for task in lost)


def _take_back(task: DBTaskResult[..., Any]) -> int:
    still_its = DBTaskResult.objects.running().filter(pk=task.pk, started_at=task.started_at)
    if len(task.worker_ids) < MOST_WORKERS_LOST:
        logger.warning("The worker of %s is lost; the task is taken up again.", task.task_path)
        return still_its.update(status=TaskResultStatus.READY)
    logger.error("%s lost %d workers; given up.", task.task_path, len(task.worker_ids))
    return still_its.update(
        status=TaskResultStatus.FAILED,
        finished_at=timezone.now(),
        exception_class_path=f"{WorkersWereLost.__module__}.{WorkersWereLost.__qualname__}",
        traceback=str(WorkersWereLost.__doc__),
    )
