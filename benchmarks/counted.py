"""Loads and counts one election again and again: python -m benchmarks.counted REPEATS RULE FILE

RULE is JSON. Each count has a freshly loaded election, so that nothing is left from the one
before. Prints the medians in CPU seconds and the memory of the whole process at its peak.
"""

import json
import re
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any

from voting.counting import read_pabulib, rule_from_json


def measured(repeats: int, rule: Any, path: Path) -> dict[str, Any]:
    loads, counts, hashes = [], [], []
    for _ in range(repeats):
        start = time.process_time()
        instance = read_pabulib(path, keep_voter_rows=False)
        loaded = time.process_time()
        outcome = rule.count(instance)
        counted = time.process_time()
        _ = instance.fingerprint
        loads.append(loaded - start)
        counts.append(counted - loaded)
        hashes.append(time.process_time() - counted)
    return {
        "projects": len(instance.projects),
        "votes": instance.ballots.number_of_voters,
        "winners": sorted(outcome.winners),
        "load_seconds": median(loads),
        "count_seconds": median(counts),
        "hash_seconds": median(hashes),
        "peak_mb": peak_mb(),
    }


def peak_mb(process: int | str = "self") -> float:
    """Of this program; getrusage would count what its parent had before it began."""
    (kib,) = re.findall(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    return int(kib) / 1024


if __name__ == "__main__":
    repeats, rule, path = sys.argv[1:]
    print(json.dumps(measured(int(repeats), rule_from_json(json.loads(rule)), Path(path))))
