from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.live.listening import PortIsTaken, listening_on
from portal.live.serving import server


class Command(BaseCommand):
    help = "Serve sockets (in production: pages are served by gunicorn). Several may share a port."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8001)
        parser.add_argument("--host", default="127.0.0.1")

    def handle(self, *args: Any, port: int, host: str, **options: Any) -> None:
        try:
            listening = listening_on(host, port, shared=True)
        except PortIsTaken as taken:
            raise CommandError(str(taken)) from taken
        with listening:
            say = f"Sockets are at ws://{host}:{port}/ws/"
            server(on_start=lambda: self.stdout.write(say)).run(sockets=[listening])
