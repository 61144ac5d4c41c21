"""The lists as CSV: what the page shows for the same address, without its parts."""

from django.http import HttpRequest, StreamingHttpResponse

from portal.common.csv_export import csv_response
from proposals.forms import ProposalFilterForm, ReportFilterForm
from proposals.models import Proposal, Report
from proposals.selectors import (
    choices,
    choices_of_proposals,
    filtered_proposals,
    filtered_reports,
    sorted_by,
)
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
    form = ProposalFilterForm(request.GET, choices=choices_of_proposals())
    found, by = sorted_by(filtered_proposals(form.wanted()).with_support_count(), form.wanted_order)

    def address_of(row: Report | Proposal) -> str:
        return request.build_absolute_uri(row.get_absolute_url())

    return csv_response(
        request, "proposals", PROPOSAL_COLUMNS, proposal_rows(found, address_of, by=by)
    )
