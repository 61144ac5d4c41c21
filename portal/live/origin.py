"""Sockets are opened from our own pages only: a browser sends cookies along from any page."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host


class SameOrigin:
    """Refuses a socket whose Origin is not the very host it is opened to, before it is accepted."""

    def __init__(self, application: Any) -> None:
        self.application = application

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        headers = {name: value.decode("latin1") for name, value in scope["headers"]}
        if is_same_origin(headers.get(b"origin", ""), headers.get(b"host", "")):
            await self.application(scope, receive, send)
        else:
            # Before it is accepted, closing a socket answers its request with 403.
            await send({"type": "websocket.close", "code": 1008})


def is_same_origin(origin: str, host: str) -> bool:
    """Whether the page's origin is the host that was asked, port and all, and the host is ours.

    Browsers always send an Origin; without one it is refused as well.
    """
    domain, _port = split_domain_port(host.lower())
    if not domain or not validate_host(domain, settings.ALLOWED_HOSTS):
        return False
    page = urlsplit(origin.lower())
    if page.scheme not in ({"https"} if settings.HTTPS else {"http", "https"}):
        return False
    default = ":443" if page.scheme == "https" else ":80"
    return page.netloc.removesuffix(default) == host.lower().removesuffix(default)
