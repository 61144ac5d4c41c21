"""How much one person may write in a time. Reading is free; sign-in has stricter rates of its own.

Every request that may write counts, so that no form can be forgotten. The counts lie in Redis
where there is one, else in the memory of the one process.
"""

from collections.abc import Callable
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from limits import parse_many
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from portal.common.errors_views import too_many_requests

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class WriteRateMiddleware:
    """Refuses with 429 who writes more than WRITE_RATES allow: an account, else an address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.rates = parse_many(settings.WRITE_RATES)
        self.limiter = MovingWindowRateLimiter(
            storage_from_string(settings.REDIS_URL or "memory://")
        )

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method in SAFE_METHODS or self._counts(writer(request)):
            return self.get_response(request)
        return too_many_requests(request)

    def _counts(self, key: str) -> bool:
        """Count one deed under every rate; False where any is used up."""
        return all(self.limiter.hit(rate, "write", key) for rate in self.rates)


def writer(request: HttpRequest) -> str:
    """Whose deed it is: the account, else the address (of IPv6 its /64, which one home has)."""
    if request.user.is_authenticated:
        return f"account:{request.user.pk}"
    return f"address:{client_network(request)}"


def client_network(request: HttpRequest) -> str:
    """The reader's address, as far as it is told from others'."""
    return _network(client_address(request))


def _network(address: str) -> str:
    try:
        width = 64 if ip_address(address).version == 6 else 32
    except ValueError:
        # A proxy that adds a port or a name: still one key for one reader.
        return address
    return str(ip_network((address, width), strict=False))


def client_address(request: HttpRequest) -> str:
    """The reader's address. A header names it only where PROXIES says how many are in front.

    Each proxy appends the address that it saw, so the one that our outermost proxy wrote stands
    PROXIES places from the end; what stands before it is the reader's own word.
    """
    proxies: int = settings.PROXIES
    hops = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if proxies and len(hops) >= proxies and hops[-proxies]:
        return hops[-proxies]
    # A Unix socket has no address.
    return str(request.META.get("REMOTE_ADDR") or "127.0.0.1")
