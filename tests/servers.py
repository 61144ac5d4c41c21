"""The whole portal, served by uvicorn in a thread of the test's process."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from asgiref.sync import SyncToAsync
from django.db import connections

from portal.live.serving import server


@contextmanager
def serving(port: int = 0) -> Iterator[str]:
    """The host and port of a server with an event loop (and so a hub) of its own."""
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", port))
        serves = server()
        thread = threading.Thread(target=serves.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not serves.started:
            assert thread.is_alive(), "the server did not start"
            time.sleep(0.02)
        try:
            yield f"127.0.0.1:{listening.getsockname()[1]}"
        finally:
            serves.should_exit = True
            thread.join(timeout=20)
            # The thread in which consumers ask the database outlives the server.
            SyncToAsync.single_thread_executor.submit(connections.close_all).result()
