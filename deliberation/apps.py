from datetime import timedelta

from django.apps import AppConfig

from deliberation.kinds import EVENTS, ITEMS
from deliberation.personal_data import TABLES
from deliberation.workplaces import WORKPLACES
from portal.accounts.personal_data import register_personal_data
from portal.jobs.chores import Chore, register_chores
from portal.lifecycle.kinds import register_events, register_items
from portal.opendata.tables import register_tables


class DeliberationConfig(AppConfig):
    name = "deliberation"

    def ready(self) -> None:
        from deliberation import opendata
        from deliberation.registrations import register_retention_rows, register_what_is_moderated
        from deliberation.selectors import record_of_contributions
        from deliberation.services import look_for_changed_maps
        from portal.notices.record import register_record
        from portal.notices.workplaces import from_table, register_workplaces

        register_items(*ITEMS)
        register_what_is_moderated()
        register_retention_rows()
        register_events(*EVENTS)
        register_personal_data(*TABLES)
        register_record(record_of_contributions)
        register_workplaces(from_table(WORKPLACES))
        register_tables(*opendata.TABLES)
        every = timedelta(seconds=5)
        register_chores(Chore("deliberation.look_for_changed_maps", look_for_changed_maps, every))
