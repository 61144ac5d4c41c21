"""Open data and notices: a large export, the lists of the API, a digest for many followers."""

import json
import tempfile
from collections.abc import Iterator
from typing import Final

from benchmarks.areas.pages import in_child, load, serving
from benchmarks.rows import Row

ROWS: Final = 250_000
FOLLOWERS: Final = 10_000


def measure() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        numbers = (str(ROWS), str(FOLLOWERS))
        found = json.loads(
            in_child(folder, "benchmarks.in_django", "benchmarks.open_city", *numbers)
        )
        yield Row("open.export_250000.rate", found["export_rate"], "rows/s", ">= 20000")
        yield Row("open.export_250000.memory", found["export_mb"], "MB", "<= 150")
        yield Row("open.digest_10000", found["digest_seconds"], "s", "<= 60")
        with serving("portal.wsgi", folder) as port:
            api = [{"method": "GET", "path": "/api/v1/reports?limit=100"}]
            answered = load(port, api, folder)
        assert not answered["failures"], f"{answered['failures']} failures"
        yield Row("open.api_list.p95", answered["p95_ms"], "ms", "<= 60")
        yield Row("open.api_list.rate", answered["per_second"], "requests/s")
