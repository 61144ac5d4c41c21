"""Casting over HTTP at a fixed rate, and taking in a roll.

PostgreSQL is that of DATABASE_URL, in a new database beside the one that it names. The load comes
from the same processors.
"""

import http.client
import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

import psutil
import psycopg
from psycopg import sql

from benchmarks.oracles.environment import ROOT
from benchmarks.rows import Row

RATE: Final = 150
SECONDS: Final = 30
WARM_UP: Final = 300
CONNECTIONS: Final = 32
MOST_MS: Final = 250
SQLITE_RATES: Final = (20, 40, 80, 120, 160)
SQLITE_SECONDS: Final = 10
ROWS: Final = 1_000_000
TOLD: Final = "receipt and ballot together; the load on the same processors"


def measure() -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="tomoni-bench-") as folder:
        yield from _on_postgresql(folder)
    with tempfile.TemporaryDirectory(prefix="tomoni-bench-") as folder:
        yield from _on_sqlite(folder)
    with tempfile.TemporaryDirectory(prefix="tomoni-bench-") as folder:
        found = _child(_plain(folder), "benchmarks.roll", str(ROWS), folder)
        told = f"{ROWS:,} rows, {found['file_mb']:.0f} MB, SQLite"
        yield Row("voting_casting.roll.seconds", found["seconds"], "s", "< 120", told)
        yield Row("voting_casting.roll.memory", found["mb"], "MB", "< 500", told)


def _on_postgresql(folder: str) -> Iterator[Row]:
    name = "voting_casting.postgresql"
    with _database() as url:
        there = _plain(folder) | {"DATABASE_URL": url}
        with _vote(there, folder, WARM_UP + RATE * SECONDS) as vote:
            warm = vote.load(rate=50, first=0, seconds=WARM_UP / 50)
            spent = vote.cpu_seconds()
            found = vote.load(rate=RATE, first=WARM_UP, seconds=SECONDS)
            each = (vote.cpu_seconds() - spent) / found["promised"] * 1000
        stored = vote.stored()
    assert stored == warm["promised"] + found["promised"], "What was promised is not in the log."
    assert not found["refused"], found["refused"][:3]
    told = f"{RATE} a second due for {SECONDS} s; {TOLD}"
    yield Row(f"{name}.p95", found["p95_ms"], "ms", f"< {MOST_MS}", told)
    yield Row(f"{name}.p50", found["p50_ms"], "ms", "", told)
    yield Row(f"{name}.cpu", each, "CPU ms", "", "a receipt and a ballot; without the database")
    # The last voter is due 1/RATE before the end, and still has to be answered.
    yield Row(f"{name}.rate", found["per_second"], "ballots/s", f">= {RATE - 2}", told)


def _on_sqlite(folder: str) -> Iterator[Row]:
    held = found = 0.0
    with _vote(_plain(folder), folder, WARM_UP + sum(SQLITE_RATES) * SQLITE_SECONDS) as vote:
        first = WARM_UP
        vote.load(rate=20, first=0, seconds=WARM_UP / 20)
        for rate in SQLITE_RATES:
            answer = vote.load(rate=rate, first=first, seconds=SQLITE_SECONDS)
            first += rate * SQLITE_SECONDS
            if answer["refused"] or answer["p95_ms"] >= MOST_MS:
                break
            held, found = rate, answer["p95_ms"]
    told = f"the last of {SQLITE_RATES} with p95 < {MOST_MS} ms (it was {found:.0f}); {TOLD}"
    yield Row("voting_casting.sqlite.rate", held, "ballots/s", "", told)


class _Vote:
    """An open vote, served by gunicorn with 2 workers x 4 threads as in production."""

    def __init__(self, environment: dict[str, str], folder: str, voters: int) -> None:
        self.environment, self.folder = environment, folder
        self.ballots = str(Path(folder) / "ballots.json")
        opened = _child(environment, "benchmarks.open_vote", "open", str(voters), self.ballots)
        self.fingerprint = opened["fingerprint"]
        self.port = self.server = 0

    def cpu_seconds(self) -> float:
        """Of the portal's workers so far."""
        times = [worker.cpu_times() for worker in psutil.Process(self.server).children()]
        return sum(float(spent.user + spent.system) for spent in times)

    def load(self, *, rate: int, first: int, seconds: float) -> dict[str, Any]:
        plan = {
            "host": "127.0.0.1",
            "port": self.port,
            "path": f"/casting/{self.fingerprint}/",
            "ballots": self.ballots,
            "first": first,
            "rate": rate,
            "seconds": seconds,
            "connections": CONNECTIONS,
        }
        path = Path(self.folder) / "plan.json"
        path.write_text(json.dumps(plan))
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.open_loop", str(path)],
            cwd=ROOT,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    def stored(self) -> int:
        """The entries of the log, after all that waited was sequenced."""
        counted = _child(self.environment, "benchmarks.open_vote", "count", self.fingerprint)
        return int(counted["entries"])


@contextmanager
def _vote(environment: dict[str, str], folder: str, voters: int) -> Iterator[_Vote]:
    vote = _Vote(environment, folder, voters)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        vote.port = free.getsockname()[1]
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", "portal.wsgi:application"),
            *("--bind", f"127.0.0.1:{vote.port}", "--workers", "2", "--threads", "4"),
            *("--log-level", "error", "--keep-alive", "60"),
        ],
        cwd=ROOT,
        env=environment,
    )
    vote.server = server.pid
    try:
        _wait_for(vote)
        yield vote
    finally:
        server.terminate()
        server.wait(timeout=20)


@contextmanager
def _database() -> Iterator[str]:
    """The address of a new database, which is removed at the end."""
    parts = urlsplit(os.environ.get("DATABASE_URL", ""))
    if not parts.scheme.startswith("postgres"):
        raise ValueError("Set DATABASE_URL to a PostgreSQL on which databases may be created.")
    name = f"tomoni_bench_{secrets.token_hex(4)}"
    admin = urlunsplit(("postgresql", parts.netloc, "/postgres", parts.query, ""))
    with psycopg.connect(admin, autocommit=True) as connection:
        row = connection.execute("SHOW synchronous_commit").fetchone()
        assert row == ("on",), "Nothing is durable without synchronous_commit."
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield urlunsplit(("postgres", parts.netloc, f"/{name}", parts.query, ""))
        finally:
            dropped = sql.SQL("DROP DATABASE {} WITH (FORCE)")
            connection.execute(dropped.format(sql.Identifier(name)))


def _plain(folder: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL"}}
    return kept | {"DATA_DIR": folder, "LOG_LEVEL": "ERROR"}


def _child(environment: dict[str, str], module: str, *arguments: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.in_django", module, *arguments],
        cwd=ROOT,
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def _wait_for(vote: _Vote) -> None:
    """Until a worker has loaded the portal and answers."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        connection = http.client.HTTPConnection("127.0.0.1", vote.port, timeout=120)
        try:
            connection.request("GET", f"/casting/{vote.fingerprint}/now")
            status = connection.getresponse().status
        except OSError:
            time.sleep(0.1)
        else:
            assert status == 200, status
            return
        finally:
            connection.close()
    raise TimeoutError(f"nothing answers on port {vote.port}")
