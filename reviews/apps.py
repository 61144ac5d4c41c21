from django.apps import AppConfig

from portal.accounts.personal_data import register_personal_data
from portal.lifecycle.kinds import register_events, register_items, register_notes
from portal.lifecycle.phases import Phase
from portal.opendata.tables import register_tables
from reviews import kinds, personal_data


class ReviewsConfig(AppConfig):
    name = "reviews"

    def ready(self) -> None:
        # These read models, which exist only now.
        from portal.lifecycle.hooks import on_enter
        from portal.notices.dates_of import register_dates
        from portal.notices.grouping import register_grouping
        from portal.notices.record import register_record
        from portal.notices.waiting import register_tasks
        from portal.opendata.deeds import register_deeds
        from reviews.api_deeds import DEEDS
        from reviews.belonging import (
            commitments_belong,
            indicators_belong,
            projects_belong,
            sessions_and_deadlines,
        )
        from reviews.opendata import TABLES
        from reviews.registrations import register
        from reviews.selectors.notes import (
            notes_on_commitments,
            notes_on_indicators,
            notes_on_projects,
        )
        from reviews.selectors.personal import record_of, tasks_of
        from reviews.services import create_late_projects, create_projects
        from voting.hooks import on_decision

        register_items(*kinds.ITEMS)
        register_events(*kinds.EVENTS)
        register_personal_data(*personal_data.TABLES)
        register_tasks(tasks_of)
        register_grouping("project", projects_belong)
        register_grouping("indicator", indicators_belong)
        register_grouping("commitment", commitments_belong)
        register_dates(sessions_and_deadlines)
        register_record(record_of)
        for kind, notes in (
            ("project", notes_on_projects),
            ("indicator", notes_on_indicators),
            ("commitment", notes_on_commitments),
        ):
            register_notes(kind, notes)
        register_tables(*TABLES)
        register_deeds(*DEEDS)
        register()
        on_enter(Phase.EXECUTE, create_projects)
        on_decision(create_late_projects)
