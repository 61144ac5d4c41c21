"""Who writes: a program that shows its key."""

from django.http import HttpRequest
from ninja.security import HttpBearer

from portal.opendata.errors import KeyMayNot
from portal.opendata.models import ApiKey
from portal.opendata.services.keys import key_shown


class BearerKey(HttpBearer):
    """`Authorization: Bearer tomoni_…`; an unknown, old or revoked key is answered with 401."""

    openapi_description = "A key that an officer made at /open-data/keys/."

    def authenticate(self, request: HttpRequest, token: str) -> ApiKey | None:  # noqa: ARG002
        return key_shown(token)


def require_scope(key: ApiKey, scope: str) -> None:
    if scope not in key.scopes:
        raise KeyMayNot(scope)
