"""Letting a report or a proposal be found by what it says now; in the transaction of its deed."""

from portal.search.services import index
from proposals.models import Proposal, Report
from proposals.selectors.searching import text_of_proposal, text_of_report


def let_report_be_found(report: Report) -> None:
    index(report.pk, text_of_report(report))


def let_proposal_be_found(proposal: Proposal) -> None:
    """A draft is found by nobody."""
    if proposal.item.is_public:
        index(proposal.pk, text_of_proposal(proposal))
