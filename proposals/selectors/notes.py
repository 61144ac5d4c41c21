"""What became of reports and proposals, in a line each: beside their titles on a whole path."""

from collections.abc import Collection, Mapping

from django.db.models import Count
from django.utils.translation import ngettext

from portal.common.money import money
from proposals.models import Cluster, Proposal, Report
from proposals.names import PROPOSAL_STATES, REPORT_STATES
from proposals.states import ProposalState, ReportState


def notes_on_reports(items: Collection[int]) -> Mapping[int, str]:
    """The state of each. One query."""
    states = Report.objects.filter(pk__in=items).values_list("pk", "state")
    return {pk: str(REPORT_STATES[ReportState(state)].name) for pk, state in states}


def notes_on_clusters(items: Collection[int]) -> Mapping[int, str]:
    """Of how many reports each is. One query."""
    found = Cluster.objects.filter(pk__in=items).annotate(count=Count("members"))
    return {
        pk: ngettext("報告%(count)d件", "報告%(count)d件", count) % {"count": count}
        for pk, count in found.values_list("pk", "count")
    }


def notes_on_proposals(items: Collection[int]) -> Mapping[int, str]:
    """The state of each, and what it costs once that is known. One query."""
    rows = Proposal.objects.filter(pk__in=items).values_list(
        "pk", "state", "screening__cost", "item__cycle__currency"
    )
    notes = {}
    for pk, state, cost, currency in rows:
        name = str(PROPOSAL_STATES[ProposalState(state)].name)
        notes[pk] = f"{name} · {money(cost, currency)}" if cost else name
    return notes
