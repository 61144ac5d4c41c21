from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "portal.accounts"

    def ready(self) -> None:
        # It needs the models, which are loaded only now.
        from portal.accounts.registrations import register

        register()
