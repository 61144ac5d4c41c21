"""Opinion groups: who answers statements alike. Pure numpy, seeded, the same for everyone.

From the answers of people to short statements: two principal axes (a map), groups on it by
k-means, their number by silhouette; then what each group holds, what divides, what all share.
`python -m deliberation.opinions FILE.csv` repeats it from the published matrix.
"""

from deliberation.opinions.answers import ANSWERS, Answer, Answers, publishable, read_answers
from deliberation.opinions.findings import Findings, Group, Spot, find_groups, place_of
from deliberation.opinions.holdings import Holding

__all__ = [
    "ANSWERS",
    "Answer",
    "Answers",
    "Findings",
    "Group",
    "Holding",
    "Spot",
    "find_groups",
    "place_of",
    "publishable",
    "read_answers",
]
