"""The loops of a worker: it beats, does chores, and runs tasks, each in a thread of its own.

So that a long task does not keep a phase from closing in time, nor a long chore look like death.
"""

import logging
import threading
import time
from collections.abc import Callable
from datetime import timedelta

from django.db import close_old_connections, connection

from portal.jobs.chores import all_chores
from portal.jobs.models import LEASE
from portal.jobs.services.leases import beat, end, register
from portal.jobs.services.tasks import run_next_task

logger = logging.getLogger(__name__)
SECONDS_BETWEEN_BEATS = LEASE.total_seconds() / 6
SECONDS_BETWEEN_LOOKS = 0.5


class Work:
    """A worker within this process, from `start` to `finish`."""

    def __init__(self) -> None:
        self.worker_id = ""
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []
        self._chores = Chores()

    def start(self) -> None:
        self.worker_id = register()
        loops = {
            "beat": (lambda: beat(self.worker_id), SECONDS_BETWEEN_BEATS),
            "chores": (self._chores.do_due, SECONDS_BETWEEN_LOOKS),
            "tasks": (self._run_tasks, SECONDS_BETWEEN_LOOKS),
        }
        for name, (do, pause) in loops.items():
            thread = threading.Thread(
                target=self._repeat, args=(do, pause), name=f"work-{name}", daemon=True
            )
            self._threads.append(thread)
            thread.start()

    def finish(self, *, within: timedelta) -> bool:
        """Take up nothing more, and wait for what is being done; whether all of it was.

        What was not is taken up by another worker once this one is silent.
        """
        self._stop.set()
        until = time.monotonic() + within.total_seconds()
        for thread in self._threads:
            thread.join(max(0, until - time.monotonic()))
        finished = not any(thread.is_alive() for thread in self._threads)
        if finished:
            end(self.worker_id)
        return finished

    def _run_tasks(self) -> None:
        while not self._stop.is_set() and run_next_task(self.worker_id):
            pass

    def _repeat(self, do: Callable[[], None], pause: float) -> None:
        while not self._stop.is_set():
            close_old_connections()
            try:
                do()
            except Exception:  # a loop that must not end
                logger.exception("A worker's round failed; it goes on with the next.")
            self._stop.wait(pause)
        connection.close()


class Chores:
    """When each chore was last done by this worker."""

    def __init__(self) -> None:
        self._done_at: dict[str, float] = {}

    def do_due(self) -> None:
        """Do the chores whose time has come; one that fails does not keep the others waiting."""
        for chore in all_chores():
            last = self._done_at.get(chore.name)
            if last is not None and time.monotonic() - last < chore.every.total_seconds():
                continue
            self._done_at[chore.name] = time.monotonic()
            try:
                chore.do()
            except Exception:  # a loop that must not end
                logger.exception("The chore %s failed.", chore.name)


def do_once() -> None:
    """Every chore once, then all tasks that wait: for a schedule outside, and for tests."""
    worker_id = register()
    try:
        for chore in all_chores():
            chore.do()
        while run_next_task(worker_id):
            pass
    finally:
        end(worker_id)
