"""Projects with their money and indicators, review sessions, commitments and verdicts."""

from reviews.models.accounting import AnnualReport, Escalation
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
from reviews.models.series import PanelSeat, ReviewSeries
from reviews.models.sessions import Question, ReviewSession
from reviews.models.snapshots import Snapshot
from reviews.models.verdicts import Endorsement, Verdict

__all__ = [
    "AgendaPoint",
    "AnnualReport",
    "CarriedCommitment",
    "ChairAct",
    "Commitment",
    "Endorsement",
    "Escalation",
    "Indicator",
    "Milestone",
    "MoneyLine",
    "PanelSeat",
    "Project",
    "ProjectStateChange",
    "Question",
    "QuestionSupport",
    "Reading",
    "ReviewSeries",
    "ReviewSession",
    "Room",
    "RoomPiece",
    "SessionNote",
    "Snapshot",
    "Verdict",
]
