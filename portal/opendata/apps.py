from datetime import timedelta

from django.apps import AppConfig

from portal.accounts.personal_data import register_personal_data
from portal.jobs.chores import Chore, register_chores
from portal.opendata import personal_data
from portal.opendata.tables import register_tables


class OpendataConfig(AppConfig):
    name = "portal.opendata"

    def ready(self) -> None:
        # These need the models, which are loaded only now.
        from portal.opendata.opendata import TABLES
        from portal.opendata.services.dumps import dump_if_due

        register_tables(*TABLES)
        register_personal_data(*personal_data.TABLES)
        register_chores(Chore("opendata.dump_if_due", dump_if_due, timedelta(minutes=5)))
