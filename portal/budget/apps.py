from django.apps import AppConfig

from portal.accounts.personal_data import register_personal_data
from portal.budget import personal_data
from portal.budget.workplaces import WORKPLACES
from portal.opendata.tables import register_tables


class BudgetConfig(AppConfig):
    name = "portal.budget"

    def ready(self) -> None:
        # It needs the models, which are loaded only now.
        from portal.budget.opendata import TABLES
        from portal.notices.workplaces import from_table, register_workplaces

        register_tables(*TABLES)
        register_workplaces(from_table(WORKPLACES))
        register_personal_data(*personal_data.TABLES)
