"""Writing one draft at once: 20 people on real sockets, embedded mode; opening a long one."""

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
from typing import Final

from benchmarks.rows import Row

ROOT: Final = Path(__file__).parents[2]
WRITERS: Final = 20
EDITS: Final = 20_000
SECONDS: Final = 10
# Each sends twice a second: the page gathers what is typed in between.
PAUSE: Final = 0.5
TOLD: Final = "one process, SQLite; the writers on the same processors"


def measure() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        filled = _child(
            folder, "benchmarks.in_django", "benchmarks.shared_draft", str(WRITERS), str(EDITS)
        )
        with _serving(folder) as port:
            plan = {
                **json.loads(filled),
                "port": port,
                "writers": WRITERS,
                "seconds": SECONDS,
                "pause": PAUSE,
            }
            path = Path(folder) / "plan.json"
            path.write_text(json.dumps(plan))
            found = json.loads(_child(folder, "benchmarks.writers", str(path)))
    area = "proposals_drafting"
    yield Row(f"{area}.writers_20.p50", found["p50_ms"], "ms", "", TOLD)
    yield Row(f"{area}.writers_20.p95", found["p95_ms"], "ms", "<= 60", TOLD)
    yield Row(f"{area}.writers_20.different_texts", found["texts"], "texts", "== 1", TOLD)
    yield Row(f"{area}.opening_after_20000_edits", found["opened_s"], "s", "<= 0.6", "slowest of 5")


@contextmanager
def _serving(folder: str) -> Iterator[int]:
    """The port of one process that serves sockets."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "manage.py", "serve_sockets", "--port", str(port)],
        cwd=ROOT,
        env=_environment(folder),
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"nothing answers on port {port}")


def _child(folder: str, module: str, *arguments: str) -> str:
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env=_environment(folder),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout.splitlines()[-1]


def _environment(folder: str) -> dict[str, str]:
    plain = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL"}}
    return plain | {"DATA_DIR": folder, "LOG_LEVEL": "ERROR"}
