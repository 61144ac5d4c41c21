"""What officers, facilitators, panel and residents fill in about projects and sessions."""

from reviews.forms.bulk import BulkConfirmForm, BulkForm
from reviews.forms.commitments import (
    AssignForm,
    CommitmentForm,
    RenegotiateForm,
    SettleForm,
)
from reviews.forms.cycles import NextCycleForm
from reviews.forms.indicators import IndicatorForm, ReadingForm
from reviews.forms.projects import (
    MilestoneForm,
    MoneyForm,
    PlanForm,
    ReachForm,
    ReasonForm,
    TakeOnForm,
)
from reviews.forms.room import AgendaForm, CarryForm, MendForm, NoteForm
from reviews.forms.series import SeriesForm
from reviews.forms.sessions import AnswerForm, FollowUpForm, MemoForm, QuestionForm, SessionForm
from reviews.forms.verdicts import VerdictForm

__all__ = [
    "AgendaForm",
    "AnswerForm",
    "AssignForm",
    "BulkConfirmForm",
    "BulkForm",
    "CarryForm",
    "CommitmentForm",
    "FollowUpForm",
    "IndicatorForm",
    "MemoForm",
    "MendForm",
    "MilestoneForm",
    "MoneyForm",
    "NextCycleForm",
    "NoteForm",
    "PlanForm",
    "QuestionForm",
    "ReachForm",
    "ReadingForm",
    "ReasonForm",
    "RenegotiateForm",
    "SeriesForm",
    "SessionForm",
    "SettleForm",
    "TakeOnForm",
    "VerdictForm",
]
