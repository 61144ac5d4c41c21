from django.apps import AppConfig

from portal.accounts.personal_data import register_personal_data
from portal.lifecycle.kinds import register_events, register_items, register_notes
from portal.opendata.tables import register_tables
from proposals import kinds, personal_data
from proposals.workplaces import WORKPLACES


class ProposalsConfig(AppConfig):
    name = "proposals"

    def ready(self) -> None:
        # These read models, which exist only now.
        from portal.notices.dates_of import register_dates
        from portal.notices.grouping import register_grouping
        from portal.notices.record import register_record
        from portal.notices.waiting import register_tasks
        from portal.notices.workplaces import from_table, register_workplaces
        from portal.opendata.deeds import register_deeds
        from portal.search.sources import register_searchable
        from proposals.api_deeds import DEEDS
        from proposals.belonging import answers_owed, proposals_belong, reports_belong
        from proposals.opendata import TABLES
        from proposals.selectors import (
            notes_on_clusters,
            notes_on_proposals,
            notes_on_reports,
            record_of,
            tasks_of,
        )
        from proposals.selectors.searching import searchable_proposals, searchable_reports

        register_searchable("reports", searchable_reports)
        register_searchable("proposals", searchable_proposals)
        register_items(*kinds.ITEMS)
        register_events(*kinds.EVENTS)
        register_personal_data(*personal_data.TABLES)
        register_tasks(tasks_of)
        register_workplaces(from_table(WORKPLACES))
        register_grouping("report", reports_belong)
        register_grouping("proposal", proposals_belong)
        register_dates(answers_owed)
        register_record(record_of)
        register_notes("report", notes_on_reports)
        register_notes("cluster", notes_on_clusters)
        register_notes("proposal", notes_on_proposals)
        register_tables(*TABLES)
        register_deeds(*DEEDS)
