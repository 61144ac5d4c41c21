from datetime import timedelta

from django.apps import AppConfig

from portal.accounts.personal_data import register_personal_data
from portal.jobs.chores import Chore, register_chores
from portal.lifecycle.kinds import register_events, register_items, register_notes
from portal.opendata.tables import register_tables
from voting import personal_data
from voting.kinds import EVENTS, ITEMS
from voting.workplaces import WORKPLACES


class VotingConfig(AppConfig):
    name = "voting"

    def ready(self) -> None:
        # These read models, which exist only now.
        from portal.accounts.retention import register_retention
        from portal.notices.waiting import register_tasks
        from portal.notices.workplaces import from_table, register_workplaces
        from voting import opendata
        from voting.selectors import notes_on_options
        from voting.selectors.keepers import waiting_for_keepers, workplaces_of_keepers
        from voting.selectors.waiting import waiting_for
        from voting.services.clock import change_due_votes
        from voting.services.keeping import RETENTION_ROWS
        from voting.services.log import sequence_due

        register_items(*ITEMS)
        register_events(*EVENTS)
        register_personal_data(*personal_data.TABLES)
        register_notes("option", notes_on_options)
        register_tasks(waiting_for)
        register_tasks(waiting_for_keepers)
        register_workplaces(workplaces_of_keepers)
        register_workplaces(from_table(WORKPLACES))
        register_retention(*RETENTION_ROWS)
        register_tables(*opendata.TABLES)
        register_chores(
            Chore("voting.change_due_votes", change_due_votes, timedelta(seconds=5)),
            Chore("voting.sequence_due", sequence_due, timedelta(seconds=5)),
        )
