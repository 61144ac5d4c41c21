"""Voters who come at a fixed rate, however long answers take: python -m benchmarks.open_loop PLAN

PLAN is a JSON file: host, port, path (`/casting/F/`), ballots (a file), first, rate, seconds,
connections. Each voter asks for the receipt of a tracker, then casts. A latency is that of both
together, from the moment the voter was due. Prints JSON.
"""

import http.client
import json
import queue
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Due = tuple[float, dict[str, str]]


@dataclass
class Booth:
    """One connection at which voters are served one after the other."""

    plan: dict[str, Any]
    waiting: "queue.Queue[Due | None]"
    latencies_ms: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    ended: float = 0

    def run(self) -> None:
        connection = http.client.HTTPConnection(self.plan["host"], self.plan["port"], timeout=30)
        while due := self.waiting.get():
            moment, ballot = due
            receipt = self.post(connection, "receipts", {"tracker": ballot["tracker"]})
            if "receipt" in receipt:
                cast = {"entry": ballot["entry"], "receipt": receipt["receipt"]}
                receipt = self.post(connection, "ballots", cast)
            self.ended = time.perf_counter()
            if "promise" in receipt:
                self.latencies_ms.append((self.ended - moment) * 1000)
            else:
                self.refused.append(str(receipt)[:200])
        connection.close()

    def post(
        self, connection: http.client.HTTPConnection, name: str, document: dict[str, str]
    ) -> dict[str, Any]:
        headers = {"Content-Type": "application/json"}
        connection.request("POST", self.plan["path"] + name, json.dumps(document), headers)
        answer: dict[str, Any] = json.loads(connection.getresponse().read())
        return answer


def run(plan: dict[str, Any]) -> dict[str, Any]:
    """Ballots promised per second, p50 and p95 in ms, and what was refused."""
    wanted, first = round(plan["rate"] * plan["seconds"]), plan["first"]
    ballots = json.loads(Path(plan["ballots"]).read_text())[first : first + wanted]
    waiting: queue.Queue[Due | None] = queue.Queue()
    booths = [Booth(plan, waiting) for _ in range(plan["connections"])]
    threads = [threading.Thread(target=booth.run) for booth in booths]
    for thread in threads:
        thread.start()
    start = time.perf_counter()
    for place, ballot in enumerate(ballots):
        moment = start + place / plan["rate"]
        time.sleep(max(0.0, moment - time.perf_counter()))
        waiting.put((moment, ballot))
    for _ in booths:
        waiting.put(None)
    for thread in threads:
        thread.join()
    latencies = sorted(ms for booth in booths for ms in booth.latencies_ms)
    refused = [why for booth in booths for why in booth.refused]
    if not latencies:
        raise ValueError(f"Nothing was promised: {refused[:3]}")
    return {
        "promised": len(latencies),
        "per_second": len(latencies) / (max(booth.ended for booth in booths) - start),
        "p50_ms": latencies[len(latencies) // 2],
        "p95_ms": latencies[int(len(latencies) * 0.95)],
        "refused": refused,
    }


if __name__ == "__main__":
    print(json.dumps(run(json.loads(Path(sys.argv[1]).read_text()))))
