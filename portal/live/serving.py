"""How uvicorn serves the portal: the same in the embedded mode, in production and in tests."""

import socket
from collections.abc import Callable
from typing import Any

import uvicorn

from portal.live.limits import MOST_BYTES

SECONDS_TO_FINISH = 5


class Server(uvicorn.Server):
    """A server that says when it takes the first request."""

    def __init__(self, config: uvicorn.Config, on_start: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_start = on_start

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._on_start()


def server(
    *, on_start: Callable[[], None] = lambda: None, log_level: str = "warning", **options: Any
) -> Server:
    """A server of portal.asgi that is not running yet; `options` are uvicorn's."""
    config = uvicorn.Config(
        "portal.asgi:application",
        ws="websockets-sansio",
        ws_max_size=MOST_BYTES,
        # A compressor for each socket would double what it weighs.
        ws_per_message_deflate=False,
        lifespan="off",
        log_level=log_level,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
        **options,
    )
    return Server(config, on_start)
