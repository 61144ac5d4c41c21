"""Full addresses of pages, for mails."""

from collections.abc import Callable

from django.http import HttpRequest
from django.urls import reverse

from portal.accounts.models import Organisation


def invitation_address(request: HttpRequest) -> Callable[[str], str]:
    """From a token to the page on which it is answered."""

    def address_of(token: str) -> str:
        return request.build_absolute_uri(reverse("accounts:invitation", args=[token]))

    return address_of


def organisation_address(request: HttpRequest, organisation: Organisation) -> str:
    return request.build_absolute_uri(organisation.get_absolute_url())
