"""Running the tasks that wait in the database, one at a time."""

from django_tasks_db.management.commands.db_worker import Worker as TaskRunner
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

BACKEND = "default"


def run_next_task(worker_id: str) -> bool:
    """Take the next task and run it to its end; False where none waits.

    What the task raises is kept with its result.
    """
    waiting = DBTaskResult.objects.ready().filter(backend_name=BACKEND)
    # Without a transaction: an idle worker does not hold the one writer of SQLite up.
    if not waiting.exists():
        return False
    with exclusive_transaction(waiting.db):
        task = waiting.get_locked()
        if task is not None:
            task.claim(worker_id)
    if task is None:  # another worker was quicker
        return False
    _runner(worker_id).run_task(task)
    return True


def _runner(worker_id: str) -> TaskRunner:
    return TaskRunner(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name=BACKEND,
        startup_delay=False,
        max_tasks=1,
        worker_id=worker_id,
        excluded_queue_names=[],
    )
