import signal
from argparse import ArgumentParser
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.jobs.services import Work
from portal.live.listening import PortIsTaken, listening_on
from portal.live.serving import server

SECONDS_TO_FINISH_WORK = 5


class Command(BaseCommand):
    """One process: the in-memory channel layer reaches no other, so the worker lives within."""

    help = "Serve pages and sockets, and do the work of a worker, all in this one process."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1")

    def handle(self, *args: Any, port: int, host: str, **options: Any) -> None:
        try:
            listening = listening_on(host, port)
        except PortIsTaken as taken:
            raise CommandError(str(taken)) from taken
        with listening:
            work = Work()
            work.start()
            serves = server(on_start=lambda: self._say_where(*listening.getsockname()[:2]))
            # uvicorn ends well, and then passes the signal on: both end as Ctrl-C does.
            signal.signal(signal.SIGTERM, signal.default_int_handler)
            try:
                # Where the last task ends just then, asyncio does not raise it again.
                with suppress(KeyboardInterrupt):
                    serves.run(sockets=[listening])
                self.stdout.write("\nStopped.")
            finally:
                work.finish(within=timedelta(seconds=SECONDS_TO_FINISH_WORK))

    def _say_where(self, host: str, port: int) -> None:
        self.stdout.write(f"Tomoni is at http://{host}:{port}/ (Ctrl-C stops it)")
        self.stdout.flush()
