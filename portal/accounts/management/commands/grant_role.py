"""Gives a role: the first administrator comes from here, as no default password exists."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.accounts.models import User
from portal.accounts.roles import GRANTABLE, Role
from portal.accounts.services.roles import grant_role
from portal.common.errors import RuleViolation
from portal.registers.models import Area


class Command(BaseCommand):
    help = "Grant a role to the account with this e-mail address."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("role", choices=sorted(GRANTABLE))
        parser.add_argument("--area", help="code of the area, such as 12101; none: the whole city")

    def handle(self, *args: Any, email: str, role: str, area: str | None, **options: Any) -> None:
        try:
            user = User.objects.get_by_natural_key(email)
            place = Area.objects.get(code=area) if area else None
            grant_role(user=user, role=Role(role), actor=None, area=place)
        except User.DoesNotExist:
            raise CommandError(f"There is no account with the address {email}.") from None
        except Area.DoesNotExist:
            raise CommandError(f"There is no area with the code {area}.") from None
        except RuleViolation as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{email}: {role}")
