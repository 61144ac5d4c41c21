"""Votes of ever more ballots, mixed, opened and verified; one ballot, checked and encrypted.

Rehearsals with 60 options, three mixes and three trustees of whom two open. BALLOTS=1000 measures
a smaller vote than the largest alone.
"""

import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from benchmarks.oracles.environment import ROOT
from benchmarks.rows import Row
from voting.crypto.reading import read_definition
from voting.crypto.record.frames import Tag
from voting.crypto.record.reader import RecordReader
from voting.verify.jobs import check_entries

SIZES: Final = (1_000, 3_000, 10_000, 30_000, 100_000)
LARGEST: Final = int(os.environ.get("BALLOTS", SIZES[-1]))
CLUSTER: Final = min(10_000, LARGEST)
OPENED: Final = 0.65
"""Of the invented people so many have a ballot that is opened: the others stay away, or lose it."""
CHECKED: Final = 2_000
CHART: Final = Path(__file__).parents[1] / "voting_growth.svg"

# evoting.md: 30 choices, each system on one core of one machine.
ENCRYPTING: Final = "Belenios 2.5.1 57 ms, ElectionGuard 420 ms, Helios 720 ms (30 choices)"
VERIFYING: Final = "Belenios 2.5.1 27 ms, ElectionGuard 680 ms, Helios 1160 ms (30 choices)"
SIZE: Final = "Belenios 2.5.1 18 kB, Helios 141 kB a ballot (30 choices)"
WHOLE: Final = "one core: Belenios 2.5.1 45 min, ElectionGuard 19 h, Helios 32 h, without mixes"
MIXES: Final = "Belenios 2.5.1: 3.6 ms a ballot with two mixes"


def measure() -> Iterator[Row]:
    sizes = [size for size in SIZES if size < LARGEST] + [LARGEST]
    seconds: dict[int, float] = {}
    with tempfile.TemporaryDirectory(prefix="tomoni-bench-") as folder:
        for size in sizes:
            record = Path(folder) / f"{size}.tomoni"
            timings = _rehearsed(size, record)
            verified = _child("benchmarks.verified", str(record), "2")
            seconds[size] = verified["cpu"]
            yield Row(f"voting.growth.{size:06}", verified["cpu"], "CPU s", "", "verification")
            if size == CLUSTER:
                yield from _ballots(record)
                yield from _on_a_cluster(record, verified)
            if size == LARGEST:
                yield from _largest(record, timings, verified)
            record.unlink()
    if len(seconds) > 1:
        yield from _growth(seconds)


def _rehearsed(size: int, record: Path) -> dict[str, float]:
    """A rehearsal of about so many opened ballots; seconds of its phases, on all processors."""
    timings = record.with_suffix(".json")
    subprocess.run(
        [
            *(sys.executable, "-m", "voting.rehearse", "--voters", str(round(size / OPENED))),
            *("--options", "60", "--ballot", "approval", "--mixers", "3", "--trustees", "3"),
            *("--threshold", "2", "--seed", "bench", "--out", record, "--timings", timings),
        ],
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    found: dict[str, float] = json.loads(timings.read_text())
    return found


def _ballots(record: Path) -> Iterator[Row]:
    """One ballot, verified here and encrypted in a browser."""
    with record.open("rb") as file:
        reader = RecordReader(file)
        definition = read_definition(encoded := reader.one(Tag.DEFINITION))
        reader.one(Tag.CEREMONY)
        reader.credentials(definition)
        reader.one(Tag.SIGNATURES)
        entries = [entry for entry, _ in zip(reader.entries(), range(CHECKED), strict=False)]
    start = time.process_time()
    check_entries((definition, 0, entries))
    each = (time.process_time() - start) / len(entries) * 1000
    yield Row("voting.ballot.verify", each, "CPU ms", "< 0.3", VERIFYING)
    size = float(np.median([len(entry) for entry in entries]))
    yield Row("voting.ballot.size", size, "bytes", "< 500", SIZE)
    document = record.with_suffix(".definition")
    document.write_bytes(encoded)
    found = _child("benchmarks.browser.encrypted", str(document), "[1, 3, 8]")
    browser = f"Chromium {found['version'].split('.')[0]}"
    yield Row("voting.browser.encrypt", found["encrypt"], "ms", "< 10", f"{browser}; {ENCRYPTING}")
    yield Row("voting.browser.encrypt_first", found["cold"], "ms", "", f"{browser}, nothing warm")
    yield Row(
        "voting.browser.derive_key", found["derive"], "ms", "", f"{browser}; scrypt 2**15, once"
    )
    yield Row("voting.browser.sign", found["sign"], "ms", "", browser)


def _on_a_cluster(record: Path, alone: dict[str, Any]) -> Iterator[Row]:
    there = _child("benchmarks.verified", str(record), "D2")
    told = f"two processes: {alone['elapsed']:.3g} s"
    yield Row(f"voting.cluster.{CLUSTER:06}", there["elapsed"], "s", "", told)


def _largest(record: Path, timings: dict[str, float], verified: dict[str, Any]) -> Iterator[Row]:
    name, counted = f"voting.{LARGEST:06}", verified["checks"]["selection"]
    told = f"{counted:,} ballots opened, two processes"
    for phase in ("mix", "open", "combine and count"):
        yield Row(f"{name}.{phase.replace(' ', '_')}", timings[phase], "s", "", told)
    yield Row(f"{name}.verify", verified["elapsed"], "s", "<= 120", f"{told}; {WHOLE}")
    yield Row(f"{name}.verify_each", verified["cpu"] / counted * 1000, "CPU ms", "", MIXES)
    yield Row(f"{name}.memory", verified["memory"], "MB", "<= 2000", "all processes at their peaks")
    keys = 32 * verified["checks"]["credential-list"]
    each = (record.stat().st_size - keys) / counted
    yield Row(f"{name}.record", each, "bytes", "<= 1200", "a ballot with three mixes; keys apart")


def _growth(seconds: dict[int, float]) -> Iterator[Row]:
    """The exponent of seconds = a x ballots ** exponent: 1 is linear."""
    logs = np.log([[float(size), taken] for size, taken in seconds.items()])
    exponent, _ = np.polyfit(logs[:, 0], logs[:, 1], 1)
    yield Row("voting.growth.exponent", float(exponent), "", "<= 1.1", CHART.name)
    if SIZES[-1] == LARGEST:
        _draw(seconds, float(exponent))


def _draw(seconds: dict[int, float], exponent: float) -> None:
    """The points, and the line through the last of them if growth were exactly linear."""
    ballots, taken = zip(*seconds.items(), strict=True)
    with mpl.rc_context({"svg.hashsalt": CHART.stem, "svg.fonttype": "none"}):
        figure = Figure(figsize=(7, 4), layout="constrained")
        axes = figure.subplots()
        axes.plot([0, ballots[-1]], [0, taken[-1]], "--", color="0.6", label="linear")
        axes.plot(ballots, taken, "o", color="#0017c1", label="measured")
        axes.set_xlabel("ballots (60 options, three mixes, two of three trustees)")
        axes.set_ylabel("CPU seconds of a full verification")
        axes.set_title(f"Growth with ballots: exponent {exponent:.2f}")
        axes.set_xlim(0, ballots[-1] * 1.05)
        axes.set_ylim(0, math.ceil(max(taken) * 1.1))
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        axes.legend()
        figure.savefig(CHART, metadata={"Date": None})


def _child(module: str, *arguments: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer
