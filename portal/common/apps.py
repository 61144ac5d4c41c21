from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate

from portal.common.append_only import check_triggers, install_triggers


class CommonConfig(AppConfig):
    name = "portal.common"

    def ready(self) -> None:
        post_migrate.connect(install_triggers, dispatch_uid="append-only")
        register(check_triggers, Tags.database)
