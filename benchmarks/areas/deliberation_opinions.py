"""Opinion groups of many people, against scikit-learn on the same matrix in the same run."""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any, Final

from benchmarks.oracles.environment import ROOT, versions
from benchmarks.rows import Row

STATEMENTS: Final = 200
# People, seconds and megabytes at most.
SIZES: Final = ((10_000, 1.0, None), (100_000, 10.0, 1_000.0))


def measure() -> Iterator[Row]:
    for people, seconds, megabytes in SIZES:
        found = _measured(people)
        name = f"deliberation_opinions.of_{people}"
        told = f"{people:,} x {STATEMENTS}, 3 planted groups"
        peer = f"{told}; scikit-learn {versions()['scikit-learn']}: {found['peer']:.2g} CPU s"
        yield Row(f"{name}.seconds", found["seconds"], "CPU s", f"<= {seconds:g}", peer)
        yield Row(f"{name}.rand_index", found["rand_index"], "", "> 0.9", told)
        most = f"<= {megabytes:g}" if megabytes else ""
        yield Row(f"{name}.memory", found["peak_mb"], "MB", most, told)


def _measured(people: int) -> dict[str, Any]:
    """In a process of its own, so that its memory is its own."""
    command = [sys.executable, "-m", "benchmarks.opinions", str(people), str(STATEMENTS)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found
