"""How allauth is made to fit the portal."""

from ipaddress import ip_address

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from portal.common.rate_limits import client_address

# A proxy that names no address: all of its readers share one count.
NO_ADDRESS = "0.0.0.0"  # noqa: S104 - nothing listens there


class AccountAdapter(DefaultAccountAdapter):
    def get_client_ip(self, request: HttpRequest) -> str:
        """The reader's address by the portal's own rule, for rates and the list of sessions."""
        try:
            return str(ip_address(client_address(request)))
        except ValueError:
            return NO_ADDRESS
