"""Elections, options, imported ballots without names, counts, results, answers, decisions."""

from voting.models.ballots import BallotGroup, Result
from voting.models.counts import Count, ResultExplanation
from voting.models.decisions import Decision, PriorityAnswer
from voting.models.elections import Election, Option

__all__ = [
    "BallotGroup",
    "Count",
    "Decision",
    "Election",
    "Option",
    "PriorityAnswer",
    "Result",
    "ResultExplanation",
]
