"""How far the search for what a project lacked may go: counted in steps, never in seconds.

So it ends, and whoever counts again tells the same on any machine.
"""

from voting.counting.ballots import Ballots
from voting.counting.election import Instance
from voting.counting.explanation.explain import Shortfall, shortfall
from voting.counting.result import Result

PICKS_FOR_ONE = 1_500_000_000
"""How many picks on ballots the recounts for one project may look at: up to half a minute."""
PICKS_FOR_PROJECT = 5_000
"""Looking at a project in one run takes about as long as looking at so many picks."""


class Effort:
    """How many picks the search may still look at: for all projects, and for the one at hand."""

    def __init__(self, instance: Instance, most_picks: int = PICKS_FOR_ONE) -> None:
        ballots = [e.votes for e in instance.electorates if isinstance(e.votes, Ballots)]
        picks = sum(len(votes.picks) for votes in ballots)
        self._picks_of_run = picks + PICKS_FOR_PROJECT * len(instance.projects)
        self._for_all = self._for_one = most_picks

    def shortfall(self, instance: Instance, result: Result, project: str) -> Shortfall | None:
        """What the project lacked; None where finding it takes more than may be looked at."""
        self._for_one = min(PICKS_FOR_ONE, self._for_all)
        try:
            return shortfall(instance, result, project, watch=self._spend)
        except _TooMany:
            return None

    def _spend(self) -> None:
        self._for_one -= self._picks_of_run
        self._for_all -= self._picks_of_run
        if self._for_one < 0:
            raise _TooMany


class _TooMany(Exception):
    """What a project lacked takes more recounts than may be made."""
