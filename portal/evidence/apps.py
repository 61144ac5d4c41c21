from django.apps import AppConfig

from portal.accounts.personal_data import register_personal_data
from portal.evidence import kinds, personal_data
from portal.evidence.workplaces import WORKPLACES
from portal.lifecycle.kinds import register_events, register_items
from portal.opendata.tables import register_tables


class EvidenceConfig(AppConfig):
    name = "portal.evidence"

    def ready(self) -> None:
        # These read models, which exist only now.
        from portal.evidence import opendata
        from portal.evidence.belonging import data_sets_belong
        from portal.evidence.selectors import record_of, tasks_of
        from portal.notices.grouping import register_grouping
        from portal.notices.record import register_record
        from portal.notices.waiting import register_tasks
        from portal.notices.workplaces import from_table, register_workplaces

        register_items(*kinds.ITEMS)
        register_events(*kinds.EVENTS)
        register_personal_data(*personal_data.TABLES)
        register_tasks(tasks_of)
        register_workplaces(from_table(WORKPLACES))
        register_grouping("evidence", data_sets_belong)
        register_record(record_of)
        register_tables(*opendata.TABLES)
