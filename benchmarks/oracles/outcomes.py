"""What the peers say of the real elections, written down with what they were asked about."""

import hashlib
import json
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any, Final

from benchmarks.oracles.environment import (
    ROOT,
    counted_by_pabutools,
    errors_by_checker,
    versions,
)
from voting.counting import (
    EqualShares,
    Greedy,
    Instance,
    Phragmen,
    Rule,
    count,
    write_pabulib,
)

OUTCOMES: Final = ROOT / "tests" / "vectors" / "counting" / "oracles.json"
RULES: Final[dict[str, Rule]] = {
    "greedy": Greedy(),
    "equal-shares": EqualShares(),
    "equal-shares-cardinality": EqualShares(utilities="cardinality"),
    "phragmen": Phragmen(),
}
"""The names by which `pabutools_count.py` knows our rules."""
PEERS: Final = frozenset({"pabutools", "pabulib-checker"})
MOST_VOTES_FOR_SHARES: Final = 10_000
"""With more, pabulib-checker takes many minutes: it counts shares voter by voter in fractions."""


def known() -> dict[str, dict[str, Any]]:
    """What is written down, by the name of the file."""
    if not OUTCOMES.exists():
        return {}
    found: dict[str, dict[str, Any]] = json.loads(OUTCOMES.read_text(encoding="utf-8"))
    return found


def keep(outcomes: Mapping[str, Any]) -> None:
    """One line for each election."""
    rows = (f"{json.dumps(name)}: {json.dumps(outcomes[name])}" for name in sorted(outcomes))
    OUTCOMES.parent.mkdir(parents=True, exist_ok=True)
    OUTCOMES.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def shown(instance: Instance) -> dict[str, str]:
    """By rule, the file with its result that pabulib-checker is shown: it recounts these rules."""
    few = instance.ballots.number_of_voters <= MOST_VOTES_FOR_SHARES
    names = ["greedy", "equal-shares"] if few else ["greedy"]
    return {name: _written(instance, RULES[name]) for name in names}


def _written(instance: Instance, rule: Rule) -> str:
    """The election and its result by the rule as a .pb file."""
    target = StringIO()
    write_pabulib(instance, target, result=count(instance, rule))
    return target.getvalue()


def asked(path: Path, files: Mapping[str, str]) -> dict[str, Any]:
    """What the peers were asked: the file, what we wrote from it, and the peers' versions."""
    ours = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in files.items()}
    peers = {name: version for name, version in versions().items() if name in PEERS}
    return {"sha256": sha256(path), "written": ours, "peers": peers}


def answered(path: Path, files: Mapping[str, str]) -> dict[str, Any]:
    """What they answer: winners by rule, and what the checker finds wrong with our files."""
    found = counted_by_pabutools(path, tuple(RULES), grouped=True) or {}
    return {
        "winners": {name: sorted(found[name]["winners"]) for name in RULES},
        "errors": {name: errors_by_checker(text) for name, text in files.items()},
    }
