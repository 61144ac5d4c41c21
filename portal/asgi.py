"""Sockets in production; everything in the embedded mode (one process)."""

import os
from typing import Any

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import WebsocketDenier
from django.core.asgi import get_asgi_application
from django.core.handlers.asgi import ASGIHandler
from django.core.signals import request_finished
from django.db import connections
from django.urls import re_path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
# Loads the apps, so it comes before whatever needs their models.
pages = get_asgi_application()

from deliberation.routing import websocket_urlpatterns as discussions  # noqa: E402
from portal.live.origin import SameOrigin  # noqa: E402
from proposals.routing import websocket_urlpatterns as drafts  # noqa: E402
from reviews.routing import websocket_urlpatterns as rooms  # noqa: E402


def close_connections(**_signal: Any) -> None:
    """Over ASGI each page has a thread of its own, which ends with it and leaves nothing open."""
    connections.close_all()


request_finished.connect(close_connections, sender=ASGIHandler)
sockets = URLRouter([*discussions, *drafts, *rooms, re_path(r"", WebsocketDenier.as_asgi())])
application = ProtocolTypeRouter(
    {"http": pages, "websocket": SameOrigin(AuthMiddlewareStack(sockets))}
)
