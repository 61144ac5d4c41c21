"""What a person tells about themselves."""

from django.db import transaction

from portal.accounts.models import User
from portal.registers.models import Area


@transaction.atomic
def edit_profile(*, user: User, display_name: str, home_area: Area | None, language: str) -> User:
    """Change the name that others see, the home area, and the language of notices."""
    user.display_name, user.home_area, user.language = display_name, home_area, language
    user.save(update_fields=["display_name", "home_area", "language"])
    return user
