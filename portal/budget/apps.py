from django.apps import AppConfig

from portal.opendata.tables import register_tables


class BudgetConfig(AppConfig):
    name = "portal.budget"

    def ready(self) -> None:
        # It needs the models, which are loaded only now.
        from portal.budget.opendata import TABLES

        register_tables(*TABLES)
