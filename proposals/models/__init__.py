"""Reports of issues, proposals drafted from them, and what the departments found."""

from proposals.models.appeals import Appeal
from proposals.models.clusters import Cluster, ClusterChange, ClusterMember, Sorting
from proposals.models.consultations import DepartmentOpinion, Scorecard, ScreeningQuestion
from proposals.models.drafting import Credit, DraftUpdate, SharedDraft
from proposals.models.options import CostLine, DeliveryOption, OnlyWay, TimeLine
from proposals.models.proposals import CoAuthor, Proposal, ProposalSupport
from proposals.models.reports import Report, ReportStateChange, ReportSupport
from proposals.models.screening import Screening
from proposals.models.suggestions import Suggestion

__all__ = [
    "Appeal",
    "Cluster",
    "ClusterChange",
    "ClusterMember",
    "CoAuthor",
    "CostLine",
    "Credit",
    "DeliveryOption",
    "DepartmentOpinion",
    "DraftUpdate",
    "OnlyWay",
    "Proposal",
    "ProposalSupport",
    "Report",
    "ReportStateChange",
    "ReportSupport",
    "Scorecard",
    "Screening",
    "ScreeningQuestion",
    "SharedDraft",
    "Sorting",
    "Suggestion",
    "TimeLine",
]
