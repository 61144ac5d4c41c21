import signal
import sys
import threading
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand

from portal.jobs.services import Work, do_once


class Command(BaseCommand):
    help = (
        "Open and close phases, deliver notices, remove what is due, run tasks. "
        "Safe to run in any number; SIGTERM lets what is being done end first."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, and end")
        parser.add_argument(
            "--grace", type=int, default=25, metavar="SECONDS", help="how long an end may take"
        )

    def handle(self, *args: Any, once: bool, grace: int, **options: Any) -> None:
        if once:
            do_once()
            return
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        work = Work()
        work.start()
        self.stdout.write(f"Working as {work.worker_id}.")
        stop.wait()
        if not work.finish(within=timedelta(seconds=grace)):
            self.stderr.write("A task was left unfinished; another worker takes it up again.")
            sys.exit(1)
