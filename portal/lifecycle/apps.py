from datetime import timedelta

from django.apps import AppConfig
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.personal_data import PersonalTable, register_personal_data
from portal.jobs.chores import Chore, register_chores
from portal.lifecycle.kinds import EventKind, register_events
from portal.opendata.tables import register_tables


class LifecycleConfig(AppConfig):
    name = "portal.lifecycle"

    def ready(self) -> None:
        # It needs the models, which are loaded only now.
        from portal.lifecycle.opendata import TABLES
        from portal.lifecycle.services import change_due_phases

        register_events(
            EventKind(
                "lifecycle.phase_opened", _("「%(cycle)s」で、「%(phase_name)s」が始まりました。")
            ),
            EventKind(
                "lifecycle.phase_closed", _("「%(cycle)s」で、「%(phase_name)s」が終わりました。")
            ),
            EventKind("lifecycle.child_cycle_opened", _("次のサイクル「%(cycle)s」が始まります。")),
        )
        register_personal_data(
            PersonalTable(
                "lifecycle.PhaseChange", "actor", ("cycle_id", "phase", "to_state", "at", "reason")
            ),
            PersonalTable("lifecycle.Event", "actor", ("kind", "cycle_id", "item_id", "at")),
        )
        register_chores(
            Chore(
                "lifecycle.change_due_phases",
                lambda: change_due_phases(now=timezone.now()),
                every=timedelta(seconds=5),
            )
        )
        register_tables(*TABLES)
