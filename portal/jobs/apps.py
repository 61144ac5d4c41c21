from datetime import timedelta

from django.apps import AppConfig

from portal.jobs.chores import Chore, register_chores


class JobsConfig(AppConfig):
    name = "portal.jobs"

    def ready(self) -> None:
        # It needs the models, which are loaded only now.
        from portal.jobs.services import take_back_tasks

        register_chores(Chore("jobs.take_back_tasks", take_back_tasks, timedelta(seconds=15)))
