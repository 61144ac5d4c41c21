"""Writers of one draft on real sockets: `python -m benchmarks.writers PLAN.json`.

Prints JSON: how long it took until another writer had what one sent (p50, p95), whether all had the
same text in the end, and how long opening took.
"""

import asyncio
import base64
import json
import sys
import time
from pathlib import Path
from typing import Any

from pycrdt import Doc, Text
from websockets.asyncio.client import ClientConnection, connect

# By what was sent: when, and by whom.
sent: dict[str, tuple[float, int]] = {}
took: list[float] = []


class Writer:
    def __init__(self, number: int, plan: dict[str, Any]) -> None:
        self.number, self.plan = number, plan
        self.doc: Doc[Text] = Doc()
        self.text = self.doc.get("means", type=Text)
        self.step, self.kept = 0, 0

    async def work(self, draft: int) -> None:
        async with self._socket(draft) as socket:
            listening = asyncio.create_task(self._listen(socket))
            await asyncio.sleep(1)
            until = time.monotonic() + self.plan["seconds"]
            # Not all at the same moment.
            await asyncio.sleep(self.number * self.plan["pause"] / self.plan["writers"])
            marks = 0
            while time.monotonic() < until:
                marks += 1
                await self._write(socket, marks)
                await asyncio.sleep(self.plan["pause"])
            await asyncio.sleep(2)
            listening.cancel()
            assert self.kept == marks, f"{self.kept} of {marks} were kept"

    async def open(self, draft: int) -> float:
        """Seconds until the text is there."""
        began = time.perf_counter()
        async with self._socket(draft) as socket:
            while not self.step:
                self._hear(str(await socket.recv()))
            assert len(str(self.text)) > 1000
            return time.perf_counter() - began

    def _socket(self, draft: int) -> connect:
        host = f"127.0.0.1:{self.plan['port']}"
        session = self.plan["sessions"][self.number]
        return connect(
            f"ws://{host}/ws/drafts/{draft}/?language=ja&after=0",
            origin=f"http://{host}",  # type: ignore[arg-type]
            proxy=None,
            compression=None,
            max_size=None,
            additional_headers={"Cookie": f"sessionid={session}"},
        )

    async def _write(self, socket: ClientConnection, mark: int) -> None:
        before = self.doc.get_state()
        # At the end of what all have written, as people do.
        self.text += f"{self.number}の{mark}。"
        data = base64.b64encode(self.doc.get_update(before)).decode()
        sent[data] = (time.perf_counter(), self.number)
        await socket.send(json.dumps({"type": "write", "data": data, "more": False, "mark": mark}))

    async def _listen(self, socket: ClientConnection) -> None:
        async for told in socket:
            self._hear(str(told))

    def _hear(self, told: str) -> None:
        said = json.loads(told)
        for message in said if isinstance(said, list) else [said]:
            self.kept += message["type"] == "kept"
            if message["type"] == "step":
                self._take(message)

    def _take(self, message: dict[str, Any]) -> None:
        now = time.perf_counter()
        self.step = message["number"]
        for data in message["data"]:
            at, sender = sent.get(data, (now, self.number))
            if sender != self.number:
                took.append(now - at)
            self.doc.apply_update(base64.b64decode(data))


async def main(plan: dict[str, Any]) -> None:
    opened = sorted([await Writer(0, plan).open(plan["long"]) for _ in range(5)])
    writers = [Writer(number, plan) for number in range(plan["writers"])]
    await asyncio.gather(*(writer.work(plan["written"]) for writer in writers))
    took.sort()
    answer = {
        "p50_ms": took[len(took) // 2] * 1000,
        "p95_ms": took[int(len(took) * 0.95)] * 1000,
        "deliveries": len(took),
        "texts": len({str(writer.text) for writer in writers}),
        "opened_s": opened[-1],
    }
    print(json.dumps(answer))


if __name__ == "__main__":
    asyncio.run(main(json.loads(Path(sys.argv[1]).read_text())))
