"""The lists as CSV: what the page shows for the same address, without its parts."""

from django.http import HttpRequest, StreamingHttpResponse

from portal.common.csv_export import csv_response
from proposals.forms import ProposalFilterForm, ReportFilterForm
from proposals.models import Proposal, Report
from proposals.selectors import choices, filtered_proposals, filtered_reports
from proposals.selectors.tables import (
    PROPOSAL_COLUMNS,
    REPORT_COLUMNS,
    proposal_rows,
    report_rows,
)


def report_csv(request: HttpRequest) -> StreamingHttpResponse:
    found = filtered_reports(ReportFilterForm(request.GET, choices=choices()).wanted())

    def address_of(row: Report | Proposal) -> str:
        return request.build_absolute_uri(row.get_absolute_url())

    return csv_response(request, "reports", REPORT_COLUMNS, report_rows(found, address_of))


def proposal_csv(request: HttpRequest) -> StreamingHttpResponse:
    found = filtered_proposals(ProposalFilterForm(request.GET, choices=choices()).wanted())

    def address_of(row: Report | Proposal) -> str:
        return request.build_absolute_uri(row.get_absolute_url())

    return csv_response(request, "proposals", PROPOSAL_COLUMNS, proposal_rows(found, address_of))
