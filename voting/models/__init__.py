"""Elections, their options, imported ballots without names, results, answers and decisions."""

from voting.models.ballots import BallotGroup, Result
from voting.models.decisions import Decision, PriorityAnswer
from voting.models.elections import Election, Option

__all__ = ["BallotGroup", "Decision", "Election", "Option", "PriorityAnswer", "Result"]
