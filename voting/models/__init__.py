"""Elections, who may vote in them and how, ballots without names, counts, results, decisions."""

from voting.models.ballots import BallotGroup, Result
from voting.models.counts import Count, ResultExplanation
from voting.models.decisions import Decision, PriorityAnswer
from voting.models.elections import Election, Option
from voting.models.paper import (
    AuditedBallot,
    PaperBatch,
    PaperDesk,
    PaperTyping,
    PaperVoter,
    SettledBallot,
    TypedBallot,
)
from voting.models.registrations import OnlineRegistration, RegistrationPermission
from voting.models.roll import Electorate, Roll, RollEntry

__all__ = [
    "AuditedBallot",
    "BallotGroup",
    "Count",
    "Decision",
    "Election",
    "Electorate",
    "OnlineRegistration",
    "Option",
    "PaperBatch",
    "PaperDesk",
    "PaperTyping",
    "PaperVoter",
    "PriorityAnswer",
    "RegistrationPermission",
    "Result",
    "ResultExplanation",
    "Roll",
    "RollEntry",
    "SettledBallot",
    "TypedBallot",
]
