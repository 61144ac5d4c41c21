"""People make clusters of reports, each step can be taken back, and the path says the same."""

import pytest

from portal.accounts.roles import Role
from portal.lifecycle.errors import PhaseIsNotOpen, RoleIsMissing
from portal.lifecycle.lineage import neighbours_of
from portal.lifecycle.models import Event
from portal.lifecycle.phases import Phase
from proposals.errors import (
    ClusterCannotChange,
    ClusterIsSettled,
    NotTheLastChange,
    ReportsDoNotFit,
)
from proposals.models import Cluster, ClusterMember
from proposals.selectors.clusters import unsorted_reports
from proposals.services.clustering import (
    ClusterText,
    add_to_cluster,
    confirm_cluster,
    last_change,
    merge_clusters,
    rename_cluster,
    settle_clusters,
    split_cluster,
    undo_cluster_change,
)
from proposals.states import ClusterDeed, ClusterState
from tests.factories.accounts import RoleGrantFactory
from tests.factories.clusters import TEXT, cluster_of, facilitator, organising
from tests.factories.lifecycle import cycle_in
from tests.factories.proposals import ReportFactory

pytestmark = pytest.mark.django_db
OTHER = ClusterText("夜の暗い道", "街灯が少なく、夜に歩くのが不安です。")


@pytest.fixture
def actor():
    return facilitator()


@pytest.fixture
def cycle():
    return organising()


def members_of(cluster):
    return set(ClusterMember.objects.filter(cluster=cluster).values_list("report", flat=True))


def before(item):
    return {each.pk for each in neighbours_of(item).before}


def undo_last(actor, cycle):
    return undo_cluster_change(actor=actor, change_id=last_change(cycle).pk)


def test_a_confirmed_cluster_stands_on_the_path_of_its_reports(cycle):
    cluster = cluster_of(3, cycle=cycle)

    assert cluster.item.title == TEXT.title
    assert before(cluster.item) == members_of(cluster)
    assert len(members_of(cluster)) == 3
    assert not unsorted_reports(cycle).exists()


def test_who_follows_a_report_is_told_of_its_cluster(cycle):
    cluster = cluster_of(cycle=cycle)

    assert Event.objects.get(item=cluster.item).kind == "proposals.cluster_confirmed"


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.REVIEWER, Role.MAYORS_OFFICE])
def test_only_facilitators_sort(cycle, role):
    stranger = RoleGrantFactory(role=role).user

    with pytest.raises(RoleIsMissing):
        cluster_of(cycle=cycle, actor=stranger)


def test_reports_are_sorted_in_their_phase_only(actor):
    with pytest.raises(PhaseIsNotOpen):
        cluster_of(cycle=cycle_in(Phase.DISCOVER, Phase.DESIGN), actor=actor)


def test_a_report_is_in_one_cluster_only(actor, cycle):
    taken = members_of(cluster_of(cycle=cycle))

    with pytest.raises(ReportsDoNotFit):
        confirm_cluster(actor=actor, cycle=cycle, reports=taken, text=OTHER)


def test_a_cluster_holds_reports_of_its_own_cycle(actor, cycle):
    elsewhere = ReportFactory()

    with pytest.raises(ReportsDoNotFit):
        confirm_cluster(actor=actor, cycle=cycle, reports=[elsewhere.pk], text=OTHER)


def test_nothing_is_no_cluster(actor, cycle):
    with pytest.raises(ReportsDoNotFit):
        confirm_cluster(actor=actor, cycle=cycle, reports=[], text=OTHER)


def test_reports_are_added(actor, cycle):
    cluster, report = cluster_of(cycle=cycle), ReportFactory(cycle=cycle)

    add_to_cluster(actor=actor, cluster_id=cluster.pk, reports=[report.pk])

    assert report.pk in members_of(cluster) & before(cluster.item)


def test_some_reports_become_a_cluster_of_their_own(actor, cycle):
    cluster = cluster_of(3, cycle=cycle)
    chosen, *others = sorted(members_of(cluster))

    part = split_cluster(actor=actor, cluster_id=cluster.pk, reports=[chosen], text=OTHER)

    assert members_of(part) == before(part.item) == {chosen}
    assert members_of(cluster) == before(cluster.item) == set(others)


@pytest.mark.parametrize("number", [0, 2])
def test_a_split_leaves_something_on_both_sides(actor, cycle, number):
    cluster = cluster_of(2, cycle=cycle)
    chosen = sorted(members_of(cluster))[:number]

    with pytest.raises(ReportsDoNotFit):
        split_cluster(actor=actor, cluster_id=cluster.pk, reports=chosen, text=OTHER)


def test_a_merged_cluster_leads_to_the_other(actor, cycle):
    one, other = cluster_of(cycle=cycle), cluster_of(cycle=cycle, text=OTHER)
    everything = members_of(one) | members_of(other)

    merge_clusters(actor=actor, cluster_id=one.pk, into_id=other.pk)

    one.refresh_from_db()
    assert (one.state, one.merged_into) == (ClusterState.MERGED, other)
    assert members_of(other) == everything
    assert before(other.item) == everything | {one.pk}


def test_clusters_of_two_cycles_are_not_merged(actor, cycle):
    one, other = cluster_of(cycle=cycle), cluster_of(text=OTHER)

    with pytest.raises(ReportsDoNotFit):
        merge_clusters(actor=actor, cluster_id=one.pk, into_id=other.pk)


def test_nothing_is_done_with_a_merged_cluster(actor, cycle):
    one, other = cluster_of(cycle=cycle), cluster_of(cycle=cycle, text=OTHER)
    merge_clusters(actor=actor, cluster_id=one.pk, into_id=other.pk)

    with pytest.raises(ClusterCannotChange):
        rename_cluster(actor=actor, cluster_id=one.pk, text=TEXT)


def test_a_cluster_on_a_ballot_is_changed_no_more(actor, cycle):
    cluster = cluster_of(cycle=cycle)
    settle_clusters([cluster])

    with pytest.raises(ClusterIsSettled):
        rename_cluster(actor=actor, cluster_id=cluster.pk, text=OTHER)
    with pytest.raises(ClusterIsSettled):
        undo_last(actor, cycle)


def test_a_new_name_stands_on_the_path(actor, cycle):
    cluster = cluster_of(cycle=cycle)

    rename_cluster(actor=actor, cluster_id=cluster.pk, text=OTHER)

    cluster.item.refresh_from_db()
    assert cluster.item.title == OTHER.title


def test_everything_is_taken_back_step_by_step(actor, cycle):
    """The last first; and after each step all is as it was before it."""
    one = cluster_of(3, cycle=cycle)
    other = cluster_of(cycle=cycle, text=OTHER)
    added = ReportFactory(cycle=cycle)

    def state():
        return (
            {each.pk: (each.title, each.state, each.merged_into_id) for each in shown()},
            {each.pk: (members_of(each), before(each.item)) for each in shown()},
        )

    def shown():
        return Cluster.objects.exclude(state=ClusterState.UNDONE).select_related("item")

    states = [state()]
    for deed in (
        lambda: add_to_cluster(actor=actor, cluster_id=one.pk, reports=[added.pk]),
        lambda: rename_cluster(actor=actor, cluster_id=one.pk, text=OTHER),
        lambda: split_cluster(
            actor=actor, cluster_id=one.pk, reports=sorted(members_of(one))[:2], text=TEXT
        ),
        lambda: merge_clusters(actor=actor, cluster_id=one.pk, into_id=other.pk),
    ):
        deed()
        states.append(state())
    assert len({str(each) for each in states}) == 5
    for earlier in reversed(states[:-1]):
        undo_last(actor, cycle)
        assert state() == earlier


def test_an_undone_cluster_is_no_longer_on_the_path(actor, cycle):
    cluster = cluster_of(cycle=cycle)
    reports = members_of(cluster)

    undo_last(actor, cycle)

    cluster.refresh_from_db()
    assert cluster.state == ClusterState.UNDONE
    assert not cluster.item.is_public
    assert set(unsorted_reports(cycle).values_list("pk", flat=True)) == reports


def test_only_the_last_change_is_taken_back_and_once(actor, cycle):
    cluster_of(cycle=cycle)
    first = last_change(cycle)
    cluster_of(cycle=cycle, text=OTHER)

    with pytest.raises(NotTheLastChange):
        undo_cluster_change(actor=actor, change_id=first.pk)
    second = last_change(cycle)
    undo_last(actor, cycle)
    with pytest.raises(NotTheLastChange):
        undo_cluster_change(actor=actor, change_id=second.pk)


def test_every_change_is_kept(actor, cycle):
    cluster = cluster_of(cycle=cycle, actor=actor)
    rename_cluster(actor=actor, cluster_id=cluster.pk, text=OTHER)
    undo_last(actor, cycle)

    kept = cycle.cluster_changes.order_by("id").values_list("deed", "title", "actor")
    assert list(kept) == [
        (ClusterDeed.CONFIRM, TEXT.title, actor.pk),
        (ClusterDeed.RENAME, OTHER.title, actor.pk),
        (ClusterDeed.UNDO, OTHER.title, actor.pk),
    ]
