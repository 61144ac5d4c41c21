"""A Node process that answers one case after the other, by the modules that browsers run."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


class Node:
    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def answer(self, case: dict[str, Any]) -> Any:
        """What the module gives; a failure that is no refusal is told in it."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(case) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


@contextmanager
def node(room: str) -> Iterator[Node]:
    """Of a folder beside this file that has `answers.mjs`."""
    with subprocess.Popen(
        ["node", HERE / room / "answers.mjs"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        yield Node(process)
        process.terminate()
