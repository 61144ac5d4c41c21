"""Files that survive a crash: whole in their old state or whole in the new one."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from voting.tools.refusal import Refused


def replace_durably(path: Path, octets: bytes, mode: int = 0o600) -> None:
    """Write the file so that after a crash at any moment it is either the old or the new one."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    _write_through(beside, octets, mode)
    beside.replace(path)
    _sync(path.parent)


def create_durably(path: Path, octets: bytes, mode: int = 0o600) -> None:
    """The same for a file that must not exist yet; others read it only if the mode says so.

    Raises:
        FileExistsError
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    _write_through(beside, octets, mode)
    try:
        # A link, unlike a renaming, replaces nothing.
        os.link(beside, path)
    finally:
        beside.unlink()
    _sync(path.parent)


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Nobody else works with the file meanwhile; the lock goes with the process, however it ends.

    Raises:
        Refused: `in_use`.
    """
    with path.with_name(f".{path.name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused("in_use", path=path) from None
        yield


def _write_through(path: Path, octets: bytes, mode: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(octets)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
