"""Reports of issues, proposals drafted from them, and what the departments found."""

from proposals.models.drafting import Credit, DraftUpdate, SharedDraft
from proposals.models.proposals import CoAuthor, Proposal, ProposalSupport
from proposals.models.reports import Report, ReportStateChange, ReportSupport
from proposals.models.screening import Screening

__all__ = [
    "CoAuthor",
    "Credit",
    "DraftUpdate",
    "Proposal",
    "ProposalSupport",
    "Report",
    "ReportStateChange",
    "ReportSupport",
    "Screening",
    "SharedDraft",
]
