"""What people fill in about reports and proposals."""

from proposals.forms.filters import ProposalFilterForm, ReportFilterForm
from proposals.forms.proposals import InviteForm, ProposalForm, ReportChoiceForm
from proposals.forms.reports import AnswerForm, ReportForm
from proposals.forms.screening import DepartmentForm, FindingsForm
from proposals.forms.suggestions import DeclineForm, SuggestionForm

__all__ = [
    "AnswerForm",
    "DeclineForm",
    "DepartmentForm",
    "FindingsForm",
    "InviteForm",
    "ProposalFilterForm",
    "ProposalForm",
    "ReportChoiceForm",
    "ReportFilterForm",
    "ReportForm",
    "SuggestionForm",
]
