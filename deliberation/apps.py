from django.apps import AppConfig

from deliberation.kinds import EVENTS
from deliberation.personal_data import TABLES
from portal.accounts.personal_data import register_personal_data
from portal.lifecycle.kinds import register_events
from portal.opendata.tables import register_tables


class DeliberationConfig(AppConfig):
    name = "deliberation"

    def ready(self) -> None:
        from deliberation import opendata
        from deliberation.selectors import record_of_contributions
        from portal.notices.record import register_record

        register_events(*EVENTS)
        register_personal_data(*TABLES)
        register_record(record_of_contributions)
        register_tables(*opendata.TABLES)
