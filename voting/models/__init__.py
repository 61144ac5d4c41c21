"""Elections, who may vote in them and how, ballots without names, counts, results, decisions."""

from voting.models.ballots import BallotGroup, Result
from voting.models.board import BoardFile, BoardPart, BoardRefusal, BoardVerified, Tally
from voting.models.counts import Count, ResultExplanation
from voting.models.decisions import Decision, PriorityAnswer
from voting.models.elections import Election, Option, Withdrawal
from voting.models.held import Credential, HeldVote, TrusteeSeat
from voting.models.log import Challenges, LogEntry, LogHead, LogNode, Place, SeenElement
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
from voting.models.totals import ElectorateTotals

__all__ = [
    "AuditedBallot",
    "BallotGroup",
    "BoardFile",
    "BoardPart",
    "BoardRefusal",
    "BoardVerified",
    "Challenges",
    "Count",
    "Credential",
    "Decision",
    "Election",
    "Electorate",
    "ElectorateTotals",
    "HeldVote",
    "LogEntry",
    "LogHead",
    "LogNode",
    "OnlineRegistration",
    "Option",
    "PaperBatch",
    "PaperDesk",
    "PaperTyping",
    "PaperVoter",
    "Place",
    "PriorityAnswer",
    "RegistrationPermission",
    "Result",
    "ResultExplanation",
    "Roll",
    "RollEntry",
    "SeenElement",
    "SettledBallot",
    "Tally",
    "TrusteeSeat",
    "TypedBallot",
    "Withdrawal",
]
