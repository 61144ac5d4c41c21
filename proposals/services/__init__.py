"""Deeds of reports and proposals."""

from proposals.services.carrying import carry_in_draft, carry_in_report
from proposals.services.co_authors import (
    accept_co_authorship,
    consent_to_proposal,
    invite_co_author,
    unlist_co_author,
)
from proposals.services.co_drafting import (
    Written,
    open_shared_draft,
    settle_draft,
    write_together,
)
from proposals.services.drafting import ProposalText, draft_proposal, edit_proposal
from proposals.services.reporting import (
    ReportAnswer,
    ReportText,
    answer_report,
    report_issue,
    support_report,
    withdraw_report_support,
)
from proposals.services.screening import Findings, begin_screening, screen_proposal
from proposals.services.submitting import (
    submit_proposal,
    support_proposal,
    withdraw_proposal_support,
)

__all__ = [
    "Findings",
    "ProposalText",
    "ReportAnswer",
    "ReportText",
    "Written",
    "accept_co_authorship",
    "answer_report",
    "begin_screening",
    "carry_in_draft",
    "carry_in_report",
    "consent_to_proposal",
    "draft_proposal",
    "edit_proposal",
    "invite_co_author",
    "open_shared_draft",
    "report_issue",
    "screen_proposal",
    "settle_draft",
    "submit_proposal",
    "support_proposal",
    "support_report",
    "unlist_co_author",
    "withdraw_proposal_support",
    "withdraw_report_support",
    "write_together",
]
