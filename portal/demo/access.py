"""Where the demo's buttons may stand: on this machine, for a browser on this machine."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port

# A proxy on this machine has our address and speaks for others; it names them in one of these.
FORWARDED = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP")


def is_demo_on_this_machine(request: HttpRequest) -> bool:
    """Whether DEMO is on, and the request was made here, to here, by nobody in between.

    The host keeps out a page elsewhere whose name is made to point here (DNS rebinding), the
    client's address keeps out the neighbours on a network.
    """
    return (
        settings.DEMO
        and not any(header in request.META for header in FORWARDED)
        and _is_loopback(split_domain_port(request.get_host())[0])
        and _is_loopback(request.META.get("REMOTE_ADDR", ""))
    )


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
