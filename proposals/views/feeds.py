"""What a list finds, as an Atom feed: the same address with the same conditions, newest first."""

from collections.abc import Iterable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from proposals.forms import ProposalFilterForm, ReportFilterForm
from proposals.models import Proposal, Report
from proposals.selectors import (
    choices,
    choices_of_proposals,
    filtered_proposals,
    filtered_reports,
)

MOST_ENTRIES = 30


def report_feed(request: HttpRequest) -> HttpResponse:
    found = filtered_reports(ReportFilterForm(request.GET, choices=choices()).wanted())
    rows = found.select_related("item").order_by("-created_at", "-pk")[:MOST_ENTRIES]
    entries = [(row, row.text, row.created_at) for row in rows]
    return _feed(request, _("報告"), reverse("proposals:reports"), entries)


def proposal_feed(request: HttpRequest) -> HttpResponse:
    form = ProposalFilterForm(request.GET, choices=choices_of_proposals())
    found = filtered_proposals(form.wanted())
    rows = found.select_related("item").order_by("-submitted_at", "-pk")[:MOST_ENTRIES]
    entries = [(row, row.summary, row.submitted_at or row.created_at) for row in rows]
    return _feed(request, _("提案"), reverse("proposals:proposals"), entries)


def _feed(
    request: HttpRequest,
    title: str,
    page: str,
    entries: Iterable[tuple[Report | Proposal, str, datetime]],
) -> HttpResponse:
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    feed = Atom1Feed(
        title=title,
        link=request.build_absolute_uri(page + query),
        description="",
        language=get_language(),
        feed_url=request.build_absolute_uri(),
    )
    for row, text, at in entries:
        feed.add_item(
            title=row.title,
            link=request.build_absolute_uri(row.get_absolute_url()),
            description=text,
            pubdate=at,
            updateddate=row.updated_at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
