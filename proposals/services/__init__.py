"""Deeds of reports and proposals."""

from proposals.services.appealing import AppealAnswer, appeal_screening, decide_appeal
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
from proposals.services.consulting import (
    Opinion,
    answer_question,
    ask_authors,
    ask_department,
    give_opinion,
)
from proposals.services.costing import (
    Cost,
    Time,
    Way,
    drop_option,
    estimate_option,
    explain_only_way,
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
from proposals.services.scoring import Points, declare_interests, score_proposal
from proposals.services.screening import Findings, begin_screening, screen_proposal
from proposals.services.submitting import (
    submit_proposal,
    support_proposal,
    withdraw_proposal_support,
)
from proposals.services.suggesting import (
    Passage,
    accept_suggestion,
    decline_suggestion,
    suggest_change,
)

__all__ = [
    "AppealAnswer",
    "Cost",
    "Findings",
    "Opinion",
    "Passage",
    "Points",
    "ProposalText",
    "ReportAnswer",
    "ReportText",
    "Time",
    "Way",
    "Written",
    "accept_co_authorship",
    "accept_suggestion",
    "answer_question",
    "answer_report",
    "appeal_screening",
    "ask_authors",
    "ask_department",
    "begin_screening",
    "carry_in_draft",
    "carry_in_report",
    "consent_to_proposal",
    "decide_appeal",
    "declare_interests",
    "decline_suggestion",
    "draft_proposal",
    "drop_option",
    "edit_proposal",
    "estimate_option",
    "explain_only_way",
    "give_opinion",
    "invite_co_author",
    "open_shared_draft",
    "report_issue",
    "score_proposal",
    "screen_proposal",
    "settle_draft",
    "submit_proposal",
    "suggest_change",
    "support_proposal",
    "support_report",
    "unlist_co_author",
    "withdraw_proposal_support",
    "withdraw_report_support",
    "write_together",
]
