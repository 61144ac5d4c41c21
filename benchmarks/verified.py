"""Verifies a record and prints what it took: python -m benchmarks.verified RECORD WORKERS

WORKERS is a number of processes or, with a D before it, of workers of a Dask cluster that is
started for this. Prints elapsed and CPU seconds, and the memory of all processes at their peaks.
"""

import json
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
from distributed import LocalCluster

from benchmarks.counted import peak_mb
from voting.crypto.jobs import Map
from voting.verify.processes import cluster, processes
from voting.verify.report import Report
from voting.verify.verifier import verify


@contextmanager
def sharing(workers: str) -> Iterator[Map]:
    if not workers.startswith("D"):
        with processes(int(workers)) as map_jobs:
            yield map_jobs
        return
    started = LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=int(workers[1:]), threads_per_worker=1, dashboard_address=":0"
    )
    with started, cluster(started.scheduler_address) as map_jobs:
        yield map_jobs


def measured(path: Path, workers: str) -> dict[str, Any]:
    report = Report()
    with sharing(workers) as map_jobs, path.open("rb") as file:
        start, spent = time.perf_counter(), time.process_time()
        verify(file, report, map_jobs)
        elapsed, spent = time.perf_counter() - start, time.process_time() - spent
        memory = peak_mb() + sum(peak_mb(child.pid) for child in psutil.Process().children())
    assert report.failure is None, report.failure
    others = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "elapsed": elapsed,
        "cpu": spent + others.ru_utime + others.ru_stime,
        "memory": memory,
        "checks": {passed.name: passed.count for passed in report.passed},
    }


if __name__ == "__main__":
    record, workers = sys.argv[1:]
    print(json.dumps(measured(Path(record), workers)))
