"""Jobs shared out among processes of this machine, or among the workers of a Dask cluster."""

import importlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any, Final

from voting.crypto.jobs import Map

AHEAD: Final = 2
"""So many jobs for each worker are under way or waiting: memory stays bounded."""


@contextmanager
def processes(workers: int) -> Iterator[Map]:
    """So many processes of this machine; with one there is no other than this."""
    if workers == 1:
        yield map
        return
    with ProcessPoolExecutor(workers) as executor:
        yield partial(in_turn, executor, AHEAD * workers)


@contextmanager
def cluster(address: str) -> Iterator[Map]:
    """The workers of a Dask cluster, on which the same version of this program is installed.

    Raises:
        ImportError: the extra `cluster` is not installed.
        OSError: nobody answers at the address.
        BrokenExecutor: workers died again and again.
    """
    distributed = importlib.import_module("distributed")
    with distributed.Client(address, set_as_default=False) as client:
        workers = sum(client.nthreads().values())
        # Not pure: equal jobs would be found by hashing all that they carry.
        with client.get_executor(pure=False) as executor:
            try:
                yield partial(in_turn, executor, AHEAD * max(1, workers))
            except distributed.KilledWorker as error:
                raise BrokenExecutor(str(error)) from error


def in_turn(
    executor: Executor, most: int, function: Callable[[Any], Any], jobs: Iterable[Any], /
) -> Iterator[Any]:
    """The results in the order of the jobs, of which at most so many are handed out at once."""
    waiting: deque[Future[Any]] = deque()
    try:
        for job in jobs:
            waiting.append(executor.submit(function, job))
            if len(waiting) == most:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()
