"""Deeds that run at the same time, each on a connection of its own."""

import threading

from django.db import connection


class Deed(threading.Thread):
    """Runs something on a connection of its own and keeps what it raised."""

    def __init__(self, deed):
        super().__init__(daemon=True)
        self.deed, self.error = deed, None
        self.start()

    def run(self):
        try:
            self.deed()
        except Exception as error:  # noqa: BLE001 - the test looks at it
            self.error = error
        finally:
            connection.close()

    def finish(self):
        self.join(timeout=30)
        assert not self.is_alive()
        return self.error


def at_once(*deeds):
    """Start all deeds at the same moment; what each raised, in their order."""
    start = threading.Barrier(len(deeds))

    def started(deed):
        def run():
            start.wait(30)
            deed()

        return run

    return [running.finish() for running in [Deed(started(deed)) for deed in deeds]]
