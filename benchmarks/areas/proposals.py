"""List, map and search over 10,000 proposals and 20,000 reports, and a tenth of both; 4 clients."""

import json
import tempfile
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from benchmarks.areas.pages import in_child, load, serving
from benchmarks.rows import Row

MOST_QUERIES: Final = 8
MOST_MS: Final = 150


def measure() -> Iterator[Row]:
    for count in (1_000, 10_000):
        with tempfile.TemporaryDirectory() as folder:
            yield from _of_many(count, folder)


def _of_many(count: int, folder: str) -> Iterator[Row]:
    city = json.loads(in_child(folder, "benchmarks.in_django", "benchmarks.finding", str(count)))
    with serving("portal.wsgi", folder) as port:
        for name, path in city["pages"].items():
            area = f"proposals.{name}_{count}"
            yield Row(f"{area}.queries", city["queries"][name], "queries", f"<= {MOST_QUERIES}")
            request = {"method": "GET", "path": quote(path, safe="/?=&")}
            found = load(port, [request], folder)
            assert not found["failures"], f"{name}: {found['failures']} failures"
            yield Row(f"{area}.p95", found["p95_ms"], "ms", f"<= {MOST_MS}")
            yield Row(f"{area}.rate", found["per_second"], "requests/s")
