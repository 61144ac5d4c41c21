"""People make clusters of reports: confirm, add, split, merge, rename, and take the last back."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from portal.accounts.models import User
from portal.lifecycle import lineage
from portal.lifecycle.events import write_event
from portal.lifecycle.models import Cycle
from portal.lifecycle.phases import Action
from portal.lifecycle.services import admit
from proposals.errors import (
    ClusterCannotChange,
    ClusterIsSettled,
    NotTheLastChange,
    ReportsDoNotFit,
)
from proposals.models import Cluster, ClusterChange, ClusterMember, Report
from proposals.states import CLUSTER_DEEDS, ClusterDeed, ClusterState


@dataclass(frozen=True)
class ClusterText:
    title: str
    summary: str
    language: str = "ja"


@transaction.atomic
def confirm_cluster(
    *, actor: User, cycle: Cycle, reports: Collection[int], text: ClusterText
) -> Cluster:
    """Make a cluster of reports that are in none, as suggested or chosen; who follows them is told.

    Raises:
        RoleIsMissing, PhaseIsNotOpen: the cycle does not open SORT_ISSUES to the actor.
        ReportsDoNotFit: there is none, or one is of another cycle or in a cluster.
    """
    _admit(actor, cycle)
    chosen = _unsorted(cycle, reports)
    cluster = _new_cluster(actor, cycle, text)
    before = _before([], chosen) | {"clusters": {str(cluster.pk): None}}
    _move(chosen, cluster)
    _keep(ClusterDeed.CONFIRM, actor, cluster, before, len(chosen))
    write_event("proposals.cluster_confirmed", item=cluster.item, actor=actor)
    return cluster


@transaction.atomic
def add_to_cluster(*, actor: User, cluster_id: int, reports: Collection[int]) -> Cluster:
    """Put reports that are in no cluster into one.

    Raises: as for confirming; ClusterCannotChange, ClusterIsSettled.
    """
    cluster = _hold(actor, cluster_id, ClusterDeed.ADD)
    chosen = _unsorted(cluster.item.cycle, reports)
    before = _before([cluster], chosen)
    _move(chosen, cluster)
    _keep(ClusterDeed.ADD, actor, cluster, before, len(chosen))
    return cluster


@transaction.atomic
def split_cluster(
    *, actor: User, cluster_id: int, reports: Collection[int], text: ClusterText
) -> Cluster:
    """Make a cluster of its own of some of a cluster's reports; the others stay.

    Raises: as for adding; ReportsDoNotFit: none, all, or one that is not in the cluster.
    """
    cluster = _hold(actor, cluster_id, ClusterDeed.SPLIT)
    inside = list(Report.objects.filter(membership__cluster=cluster).select_related("item"))
    chosen = [report for report in inside if report.pk in set(reports)]
    if not chosen or len(chosen) != len(set(reports)) or len(chosen) == len(inside):
        raise ReportsDoNotFit
    part = _new_cluster(actor, cluster.item.cycle, text)
    before = _before([cluster], chosen)
    before["clusters"][str(part.pk)] = None
    _move(chosen, part)
    _keep(ClusterDeed.SPLIT, actor, part, before, len(chosen))
    write_event("proposals.cluster_confirmed", item=part.item, actor=actor)
    return part


@transaction.atomic
def merge_clusters(*, actor: User, cluster_id: int, into_id: int) -> Cluster:
    """Put all reports of a cluster into another; the page of the first leads there.

    Raises: as for adding; ReportsDoNotFit: the other is the same, or of another cycle.
    """
    cluster = _hold(actor, cluster_id, ClusterDeed.MERGE)
    into = _hold(actor, into_id, ClusterDeed.ADD)
    if cluster.pk == into.pk or cluster.item.cycle_id != into.item.cycle_id:
        raise ReportsDoNotFit
    inside = list(Report.objects.filter(membership__cluster=cluster).select_related("item"))
    before = _before([cluster, into], inside)
    _move(inside, into)
    cluster.state, cluster.merged_into = ClusterState.MERGED, into
    cluster.save(update_fields=["state", "merged_into"])
    lineage.link(cluster.item, into.item)
    _keep(ClusterDeed.MERGE, actor, cluster, before, len(inside))
    return into


@transaction.atomic
def rename_cluster(*, actor: User, cluster_id: int, text: ClusterText) -> Cluster:
    """Call a cluster otherwise. Raises: as for adding."""
    cluster = _hold(actor, cluster_id, ClusterDeed.RENAME)
    before = _before([cluster], [])
    _write(cluster, text)
    _keep(ClusterDeed.RENAME, actor, cluster, before, 0)
    return cluster


@transaction.atomic
def undo_cluster_change(*, actor: User, change_id: int) -> ClusterChange:
    """Take the last change of a cycle's clusters back; then the one before it is the last.

    Raises:
        RoleIsMissing, PhaseIsNotOpen: as for confirming.
        NotTheLastChange: somebody changed something since, or took it back already.
        ClusterIsSettled: it stands on a ballot.
    """
    change = ClusterChange.objects.select_related("cycle__area", "cluster__item").get(pk=change_id)
    _admit(actor, change.cycle)
    if change != last_change(change.cycle):
        raise NotTheLastChange
    earlier = change.before["clusters"]
    clusters = {
        cluster.pk: cluster
        for cluster in Cluster.objects.select_for_update(of=("self",))
        .filter(pk__in=[*earlier, change.cluster_id])
        .select_related("item", "merged_into__item")
    }
    for cluster in clusters.values():
        if cluster.is_settled:
            raise ClusterIsSettled(cluster.title)
    _bring_members_back(change.before["members"])
    for pk, state in earlier.items():
        _bring_back(clusters[int(pk)], state)
    return ClusterChange.objects.create(
        cycle=change.cycle,
        cluster=change.cluster,
        deed=ClusterDeed.UNDO,
        actor=actor,
        title=change.title,
        undoes=change,
    )


def last_change(cycle: Cycle) -> ClusterChange | None:
    """The newest that was not taken back."""
    left = cycle.cluster_changes.filter(undoes=None, undone_by=None)
    return left.select_related("cluster").first()


@transaction.atomic
def settle_clusters(clusters: Collection[Cluster]) -> None:
    """Let clusters be changed no more: they stand on a ballot."""
    Cluster.objects.filter(pk__in=[cluster.pk for cluster in clusters]).update(is_settled=True)


def _admit(actor: User, cycle: Cycle) -> None:
    """Each change waits for the one before: two at once could put a report into two clusters."""
    admit(actor=actor, cycle=cycle, action=Action.SORT_ISSUES)
    Cycle.objects.select_for_update().get(pk=cycle.pk)


def _hold(actor: User, cluster_id: int, deed: ClusterDeed) -> Cluster:
    cluster = Cluster.objects.select_related("item__cycle__area").get(pk=cluster_id)
    _admit(actor, cluster.item.cycle)
    cluster.refresh_from_db(fields=["state", "is_settled", "merged_into"])
    if deed not in CLUSTER_DEEDS[ClusterState(cluster.state)]:
        raise ClusterCannotChange(cluster.title)
    if cluster.is_settled:
        raise ClusterIsSettled(cluster.title)
    return cluster


def _unsorted(cycle: Cycle, reports: Collection[int]) -> list[Report]:
    chosen = list(
        Report.objects.filter(
            pk__in=reports, item__cycle=cycle, item__is_public=True, membership=None
        ).select_related("item")
    )
    if not chosen or len(chosen) != len(set(reports)):
        raise ReportsDoNotFit
    return chosen


def _new_cluster(actor: User, cycle: Cycle, text: ClusterText) -> Cluster:
    return Cluster.objects.create(
        item=lineage.place("cluster", cycle=cycle, title=text.title, language=text.language),
        title=text.title,
        summary=text.summary,
        language=text.language,
        confirmed_by=actor,
    )


def _write(cluster: Cluster, text: ClusterText) -> None:
    cluster.title, cluster.summary, cluster.language = text.title, text.summary, text.language
    cluster.save(update_fields=["title", "summary", "language"])
    lineage.retitle(cluster.item, text.title, text.language)


def _before(clusters: Iterable[Cluster], reports: Iterable[Report]) -> dict[str, Any]:
    members = {str(report.pk): None for report in reports}
    rows = ClusterMember.objects.filter(report__in=members).values_list("report", "cluster")
    return {
        "clusters": {
            str(cluster.pk): {
                "title": cluster.title,
                "summary": cluster.summary,
                "language": cluster.language,
                "state": cluster.state,
                "merged_into": cluster.merged_into_id,
            }
            for cluster in clusters
        },
        "members": members | {str(report): cluster for report, cluster in rows},
    }


def _move(reports: Iterable[Report], cluster: Cluster | None) -> None:
    """Into a cluster, or out of all; the path says the same."""
    for report in reports:
        member = ClusterMember.objects.filter(report=report).select_related("cluster__item").first()
        if member:
            lineage.unlink(report.item, member.cluster.item)
            member.delete()
        if cluster:
            ClusterMember.objects.create(report=report, cluster=cluster)
            lineage.link(report.item, cluster.item)


def _bring_members_back(members: dict[str, int | None]) -> None:
    reports = Report.objects.filter(pk__in=members).select_related("item")
    numbers = {number for number in members.values() if number}
    clusters = {each.pk: each for each in Cluster.objects.filter(pk__in=numbers)}
    for report in reports:
        number = members[str(report.pk)]
        _move([report], clusters[number] if number else None)


def _bring_back(cluster: Cluster, state: dict[str, Any] | None) -> None:
    """As it was; one that was not there is undone, and no longer on the path."""
    if state is None:
        cluster.state = ClusterState.UNDONE
        cluster.save(update_fields=["state"])
        lineage.withdraw(cluster.item)
        return
    if cluster.merged_into and not state["merged_into"]:
        lineage.unlink(cluster.item, cluster.merged_into.item)
    cluster.state, cluster.merged_into_id = state["state"], state["merged_into"]
    cluster.save(update_fields=["state", "merged_into"])
    _write(cluster, ClusterText(state["title"], state["summary"], state["language"]))


def _keep(
    deed: ClusterDeed, actor: User, cluster: Cluster, before: dict[str, Any], reports: int
) -> None:
    ClusterChange.objects.create(
        cycle=cluster.item.cycle,
        cluster=cluster,
        deed=deed,
        actor=actor,
        title=cluster.title,
        reports=reports,
        before=before,
    )
