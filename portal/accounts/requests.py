"""The request of a view that only signed-in people reach."""

from django.http import HttpRequest

from portal.accounts.models import User


class SignedInRequest(HttpRequest):
    """What login_required lets through: for annotations."""

    user: User
