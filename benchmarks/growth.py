"""Counts invented elections of ever more voters: python -m benchmarks.growth PROJECTS VOTERS …

Each voter names 5 projects, some of which are far more popular than others. Prints for each
number of voters the median CPU seconds of one exact count by equal shares.
"""

import json
import sys
import time
from collections.abc import Iterator
from fractions import Fraction
from statistics import median
from typing import Final

import numpy as np

from voting.counting import (
    Ballots,
    Electorate,
    EqualShares,
    Instance,
    Project,
    VoteType,
)
from voting.counting.ballots import Integers

PICKS: Final = 5
REPEATS: Final = 5
AT_ONCE: Final = 20_000
SEED: Final = 2026


def instance_of(projects: int, ballots: Ballots) -> Instance:
    """Costs from 100,000 to 3,000,000, and money for about a tenth of the projects."""
    draw = np.random.default_rng(SEED)
    costs = [int(cost) * 1_000 for cost in draw.integers(100, 3_000, projects)]
    options = [Project(str(n), str(n), Fraction(cost)) for n, cost in enumerate(costs)]
    budget = Fraction(sum(costs) // 10)
    return Instance(tuple(options), budget, (Electorate("voters", ballots),))


def ballots_of(projects: int, voters: int) -> Ballots:
    """The first `voters` of one stream of voters, identical ballots grouped."""
    rows = np.concatenate(list(_picks(projects, voters)))
    distinct, counts = np.unique(rows, axis=0, return_counts=True)
    return Ballots(
        vote_type=VoteType.APPROVAL,
        number_of_projects=projects,
        counts=counts.astype(np.int64),
        starts=np.arange(len(distinct) + 1, dtype=np.int64) * PICKS,
        picks=distinct.reshape(-1).astype(np.int64),
        points=np.ones(distinct.size, np.int64),
    )


def _picks(projects: int, voters: int) -> Iterator[Integers]:
    """Five different projects for each, by popularity that falls with the project's number."""
    draw = np.random.default_rng(SEED)
    appeal = -np.log(np.arange(1, projects + 1))
    for start in range(0, voters, AT_ONCE):
        size = min(AT_ONCE, voters - start)
        liking = appeal + draw.gumbel(size=(size, projects))
        best = np.argpartition(liking, -PICKS, axis=1)[:, -PICKS:]
        yield np.sort(best, axis=1)


def seconds(instance: Instance) -> float:
    """Of a count that finds nothing prepared by one before."""
    start = time.process_time()
    EqualShares().count(instance)
    return time.process_time() - start


def measured(projects: int, voters: int) -> float:
    ballots = ballots_of(projects, voters)
    return median(seconds(instance_of(projects, ballots)) for _ in range(REPEATS))


if __name__ == "__main__":
    projects, *sizes = map(int, sys.argv[1:])
    print(json.dumps({voters: measured(projects, voters) for voters in sizes}))
