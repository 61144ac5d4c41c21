"""Groups in a planted matrix: seconds, memory and agreement as JSON.

`python -m benchmarks.opinions PEOPLE STATEMENTS`; what is timed begins with the texts as the
database gives them, and ends with all that a page shows.
"""

import json
import resource
import sys
import time

from benchmarks.oracles.environment import found_by_sklearn
from benchmarks.oracles.opinions import adjusted_rand_index, planted
from deliberation.opinions import find_groups, publishable, read_answers

KILOBYTES_IN_MB = 1_000
# scikit-learn is asked about so many: its measure of silhouettes takes all pairs.
MOST_FOR_PEER = 10_000


def main(people: int, statements: int) -> None:
    answers, truth = planted(people, statements)
    texts = answers.rows()
    del answers
    start = time.process_time()
    found = find_groups(publishable(read_answers(texts, range(statements))))
    seconds = time.process_time() - start
    assert found
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTES_IN_MB
    few, _ = planted(min(people, MOST_FOR_PEER), statements)
    values = [
        [int(value) if given else None for value, given in zip(row, gaps, strict=True)]
        for row, gaps in zip(few.values, few.given, strict=True)
    ]
    starts = {str(len(found.groups)): found.centres.tolist()}
    peer = found_by_sklearn({"values": values, "starts": starts})["seconds"]
    told = {"seconds": seconds, "peak_mb": peak, "peer": peer}
    print(json.dumps(told | {"rand_index": adjusted_rand_index(found.labels, truth)}))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
