"""Tasks for the tests of workers; each leaves a line in a file when it begins and when it ends."""

import os
import time
from pathlib import Path

from django_tasks import task


def note(path: str, line: str) -> None:
    with Path(path).open("a") as file:
        file.write(f"{line}\n")


@task()
def write(path: str) -> str:
    note(path, "done")
    return "well"


@task()
def fail(path: str) -> None:
    raise ZeroDivisionError(path)


@task()
def wait_once(path: str) -> None:
    """The first time it takes for ever; when it is taken up again, it ends at once."""
    began_before = Path(path).exists()
    note(path, "began")
    if not began_before:
        time.sleep(600)
    note(path, "ended")


@task()
def wait_a_little(path: str) -> None:
    note(path, "began")
    time.sleep(1.5)
    note(path, f"ended in {os.getpid()}")
