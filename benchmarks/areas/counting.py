"""Exact counts of real elections against pabutools, and of invented ones of a million voters."""

import json
import math
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from benchmarks.oracles.environment import PABULIB_DIR, ROOT, counted_by_pabutools, versions
from benchmarks.rows import Row
from voting.counting import Add1, EqualShares, Phragmen, Rule, rule_to_json

PEER: Final = "equal-shares"
PEER_MAY_TAKE: Final = 600
REPEATS: Final = 5
MANY_VOTES: Final = 10_000
LARGEST: Final = "Poland_Lodz_2022.pb"
ADD1: Final = EqualShares(completions=(Add1(),))
PROJECTS: Final = 200
VOTERS: Final = (125_000, 250_000, 500_000, 1_000_000)
CHART: Final = Path(__file__).parents[1] / "counting_growth.svg"


def measure() -> Iterator[Row]:
    if not PABULIB_DIR.is_dir():
        raise FileNotFoundError(f"{PABULIB_DIR} is no folder; set PABULIB_DIR to the .pb files.")
    for path in sorted(PABULIB_DIR.glob("*.pb"), key=lambda path: path.stat().st_size):
        yield from _against_pabutools(path)
    yield from _largest(PABULIB_DIR / LARGEST)
    yield from _growth()


def _against_pabutools(path: Path) -> Iterator[Row]:
    """Equal shares, exact on both sides, parsing excluded. The peer counts once."""
    name = f"counting.{path.stem.lower()}"
    ours = _counted(EqualShares(), path)
    peer = counted_by_pabutools(path, [PEER], PEER_MAY_TAKE)
    many = ours["votes"] >= MANY_VOTES
    version = f"pabutools {versions()['pabutools']}"
    if peer is None:
        least = PEER_MAY_TAKE / ours["count_seconds"]
        told = f"{version}: stopped after {PEER_MAY_TAKE} s"
        yield Row(f"{name}.at_least_times_faster", least, "times", ">= 40" if many else "", told)
    else:
        if sorted(peer[PEER]["winners"]) != ours["winners"]:
            raise ArithmeticError(f"{path.name}: {version} funds {peer[PEER]['winners']}")
        theirs = peer[PEER]["seconds"]
        told = f"{version}: {theirs:.3g} s, {peer['peak_mb']:.0f} MB; same winners"
        times = theirs / ours["count_seconds"]
        yield Row(f"{name}.times_faster", times, "times", ">= 40" if many else "", told)
    size = f"{ours['projects']} x {ours['votes']:,}"
    yield Row(f"{name}.equal_shares", ours["count_seconds"], "CPU s", "", size)
    yield Row(f"{name}.memory", ours["peak_mb"], "MB", "<= 150" if many else "", told)


def _largest(path: Path) -> Iterator[Row]:
    name = f"counting.{path.stem.lower()}"
    ours = _counted(EqualShares(), path, repeats=9)
    size = f"{ours['projects']} x {ours['votes']:,}"
    yield Row(f"{name}.load", ours["load_seconds"], "CPU s", "< 0.5", size)
    yield Row(f"{name}.equal_shares_loaded", ours["count_seconds"], "CPU s", "< 0.1", size)
    yield Row(f"{name}.hash_of_input", ours["hash_seconds"], "CPU s", "", size)
    phragmen = _counted(Phragmen(), path)
    yield Row(f"{name}.phragmen", phragmen["count_seconds"], "CPU s", "", size)
    raised = _counted(ADD1, path, repeats=3)
    yield Row(f"{name}.add1", raised["count_seconds"], "CPU s", "< 5", f"{size}, step 1")


def _growth() -> Iterator[Row]:
    """The exponent of seconds = a x voters ** exponent: 1 is linear."""
    seconds = _child("benchmarks.growth", str(PROJECTS), *map(str, VOTERS))
    for voters, taken in seconds.items():
        yield Row(f"counting.growth.{int(voters):07}", taken, "CPU s", "", f"{PROJECTS} projects")
    logs = np.log([[float(voters), taken] for voters, taken in seconds.items()])
    exponent, _ = np.polyfit(logs[:, 0], logs[:, 1], 1)
    yield Row("counting.growth.exponent", float(exponent), "", "<= 1.1", CHART.name)
    _draw({int(voters): taken for voters, taken in seconds.items()}, float(exponent))


def _draw(seconds: dict[int, float], exponent: float) -> None:
    """The points, and the line through the first of them if growth were exactly linear."""
    voters, taken = zip(*seconds.items(), strict=True)
    with mpl.rc_context({"svg.hashsalt": CHART.stem, "svg.fonttype": "none"}):
        figure = Figure(figsize=(7, 4), layout="constrained")
        axes = figure.subplots()
        axes.plot([0, voters[-1]], [0, taken[-1]], "--", color="0.6", label="linear")
        axes.plot(voters, taken, "o", color="#0017c1", label="measured")
        axes.set_xlabel(f"voters (5 picks each, {PROJECTS} projects)")
        axes.set_ylabel("CPU seconds, equal shares, exact")
        axes.set_title(f"Growth with voters: exponent {exponent:.2f}")
        axes.set_xlim(0, voters[-1] * 1.05)
        axes.set_ylim(0, math.ceil(max(taken) * 11) / 10)
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        axes.legend()
        figure.savefig(CHART, metadata={"Date": None})


def _counted(rule: Rule, path: Path, *, repeats: int = REPEATS) -> dict[str, Any]:
    return _child("benchmarks.counted", str(repeats), json.dumps(rule_to_json(rule)), str(path))


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
