"""Deeds of workers: saying that they live, doing chores, running tasks."""

from portal.jobs.services.leases import beat, end, register, take_back_tasks
from portal.jobs.services.tasks import run_next_task
from portal.jobs.services.work import Work, do_once

__all__ = ["Work", "beat", "do_once", "end", "register", "run_next_task", "take_back_tasks"]
