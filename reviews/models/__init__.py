"""Projects with their money and indicators, review sessions, commitments and verdicts."""

from reviews.models.commitments import Commitment
from reviews.models.indicators import Indicator, Reading
from reviews.models.live import (
    AgendaPoint,
    CarriedCommitment,
    ChairAct,
    QuestionSupport,
    Room,
    RoomPiece,
    SessionNote,
)
from reviews.models.projects import Milestone, MoneyLine, Project, ProjectStateChange
from reviews.models.sessions import Question, ReviewSession
from reviews.models.snapshots import Snapshot
from reviews.models.verdicts import Endorsement, Verdict

__all__ = [
    "AgendaPoint",
    "CarriedCommitment",
    "ChairAct",
    "Commitment",
    "Endorsement",
    "Indicator",
    "Milestone",
    "MoneyLine",
    "Project",
    "ProjectStateChange",
    "Question",
    "QuestionSupport",
    "Reading",
    "ReviewSession",
    "Room",
    "RoomPiece",
    "SessionNote",
    "Snapshot",
    "Verdict",
]
