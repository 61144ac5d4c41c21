"""A bounded load of a few clients on loopback, in its own process: python -m benchmarks.load PLAN

PLAN is a JSON file: host, port, clients, seconds, and requests (method, path, headers, body). Each
client keeps one connection and goes round the requests from a place of its own. Before it is
measured, every request comes by a new connection, so that each worker of the server has answered
some, and no client stops before its tenth. Prints JSON.
"""

import http.client
import json
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

WARM_UP_LEAST = 10


@dataclass
class Client:
    """One client's requests, and what it measured: milliseconds each, bodies in bytes."""

    plan: dict[str, Any]
    first: int
    latencies_ms: list[float] = field(default_factory=list)
    failures: list[int] = field(default_factory=list)
    size: int = 0

    def run(self, until: float) -> None:
        connection = http.client.HTTPConnection(self.plan["host"], self.plan["port"], timeout=30)
        requests = self.plan["requests"]
        turn = self.first
        warms_up = self.plan.get("warms_up", False)
        while time.perf_counter() < until or (warms_up and len(self.latencies_ms) < WARM_UP_LEAST):
            self.send(connection, requests[turn % len(requests)])
            turn += self.plan["clients"]
            if warms_up:
                connection.close()  # The next request opens another.
        connection.close()

    def send(self, connection: http.client.HTTPConnection, request: dict[str, Any]) -> None:
        start = time.perf_counter()
        connection.request(
            request["method"], request["path"], request.get("body"), request.get("headers", {})
        )
        answer = connection.getresponse()
        self.size = len(answer.read())
        self.latencies_ms.append((time.perf_counter() - start) * 1000)
        if answer.status >= 400:
            self.failures.append(answer.status)


def run(plan: dict[str, Any]) -> dict[str, float]:
    """Requests per second, p50 and p95 in ms, bytes of the last answer, failures."""
    clients = [Client(plan, first) for first in range(plan["clients"])]
    start = time.perf_counter()
    threads = [
        threading.Thread(target=client.run, args=[start + plan["seconds"]]) for client in clients
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    elapsed = time.perf_counter() - start
    latencies = sorted(ms for client in clients for ms in client.latencies_ms)
    return {
        "per_second": len(latencies) / elapsed,
        "p50_ms": latencies[len(latencies) // 2],
        "p95_ms": latencies[int(len(latencies) * 0.95)],
        "bytes": clients[0].size,
        "failures": sum(len(client.failures) for client in clients),
    }


if __name__ == "__main__":
    chosen = json.loads(Path(sys.argv[1]).read_text())
    # The first requests wait for the workers to load the application.
    run({**chosen, "seconds": chosen["warm_up_seconds"], "warms_up": True})
    print(json.dumps(run(chosen)))
