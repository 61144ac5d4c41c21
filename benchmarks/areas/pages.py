"""Lists, details and comments, with 1,000 and with 10,000 proposals, 4 clients on loopback."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from benchmarks.rows import Row

CLIENTS: Final = 4
WARM_UP_SECONDS: Final = 3
SECONDS: Final = 5
ROOT: Final = Path(__file__).parents[2]
# Measured on adhocracy+ (Django 5.2, 2 workers x 2 threads) on a machine of two cores.
PEER: Final = {
    "list": "adhocracy+, 1,000 proposals: 4,065 queries, 662 kB, 0.54 requests/s",
    "detail": "adhocracy+, 20 comments: 727 queries, 3.1 requests/s",
    "comment": "adhocracy+: 80 queries, 21 requests/s",
}
RATE: Final = "100000 per minute"
MOST_QUERIES: Final = {"list": 8, "detail": 8, "comment": 12}


def measure() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder, serving("benchmarks.bare", folder) as port:
        bare = load(port, [{"method": "GET", "path": "/"}], folder)
    yield Row("pages.bare_django.rate", bare["per_second"], "requests/s")
    limit = f"bare Django in this run: {bare['per_second']:.0f} requests/s"
    for count in (1_000, 10_000):
        with tempfile.TemporaryDirectory() as folder:
            yield from _of_many(count, folder, limit)


def _of_many(count: int, folder: str, limit: str) -> Iterator[Row]:
    city = json.loads(
        in_child(folder, "benchmarks.in_django", "benchmarks.many_proposals", str(count))
    )
    with serving("portal.wsgi", folder) as port:
        for name, requests in _plans(city, port).items():
            area = f"pages.{name}_{count}"
            most = f"<= {MOST_QUERIES[name]}"
            yield Row(f"{area}.queries", city["queries"][name], "queries", most, PEER[name])
            found = load(port, requests, folder)
            assert not found["failures"], f"{name}: {found['failures']} failures"
            yield Row(f"{area}.rate", found["per_second"], "requests/s", "", limit)
            yield Row(f"{area}.p95", found["p95_ms"], "ms", "", PEER[name])
            if name != "comment":
                yield Row(f"{area}.size", found["bytes"] / 1000, "kB", "", PEER[name])


def _plans(city: dict[str, Any], port: int) -> dict[str, list[dict[str, Any]]]:
    token = "m" * 32
    posts = [
        {
            "method": "POST",
            "path": f"/discussions/{city['number']}/post/",
            "body": f"csrfmiddlewaretoken={token}&language=ja&text=%E5%A3%B0",
            "headers": {
                "Content-Type": "application/x-www-form-urlencoded",
                "Cookie": f"sessionid={session}; csrftoken={token}",
                "Referer": f"http://127.0.0.1:{port}/",
            },
        }
        for session in city["sessions"]
    ]
    return {
        "list": [{"method": "GET", "path": "/proposals/"}],
        "detail": [{"method": "GET", "path": f"/proposals/{city['number']}/"}],
        "comment": posts,
    }


@contextmanager
def serving(module: str, folder: str) -> Iterator[int]:
    """The port of gunicorn, 2 workers x 2 threads, serving an application over WSGI."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", f"{module}:application"),
            *("--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "2"),
            *("--log-level", "error", "--keep-alive", "60"),
        ],
        cwd=ROOT,
        env=_environment(folder),
    )
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)


def load(port: int, requests: list[dict[str, Any]], folder: str) -> dict[str, float]:
    plan = {
        "host": "127.0.0.1",
        "port": port,
        "clients": CLIENTS,
        "warm_up_seconds": WARM_UP_SECONDS,
        "seconds": SECONDS,
        "requests": requests,
    }
    path = Path(folder) / "plan.json"
    path.write_text(json.dumps(plan))
    answer: dict[str, float] = json.loads(in_child(folder, "benchmarks.load", str(path)))
    return answer


def in_child(folder: str, module: str, *arguments: str) -> str:
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env=_environment(folder),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout.splitlines()[-1]


def _environment(folder: str) -> dict[str, str]:
    """The embedded mode on a database of its own; the load is one reader's, not an attack."""
    plain = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL"}}
    return plain | {
        "DATA_DIR": folder,
        "WRITE_RATES": RATE,
        "API_RATES": RATE,
        "LOG_LEVEL": "ERROR",
    }


def _wait_for(port: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"nothing answers on port {port}")
