from django.apps import AppConfig

from portal.accounts.personal_data import register_personal_data
from portal.notices import personal_data


class NoticesConfig(AppConfig):
    name = "portal.notices"

    def ready(self) -> None:
        # These need the models, which are loaded only now.
        from portal.notices.registrations import register

        register_personal_data(*personal_data.TABLES)
        register()
