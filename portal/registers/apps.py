from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "portal.registers"
