"""The pages of issues: what everyone reads, and what who sorts reports does there."""

import pytest
from django.urls import reverse

from proposals.models import Cluster
from proposals.services.clustering import last_change, merge_clusters
from proposals.services.sorting import begin_sorting, find_clusters
from proposals.states import ClusterState
from tests.factories.accounts import UserFactory
from tests.factories.clusters import cluster_of, facilitator, organising
from tests.factories.planted_reports import planted_reports
from tests.factories.proposals import ReportFactory
from tests.factories.registers import AreaFactory, ThemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    return organising()


@pytest.fixture
def sorter(client):
    actor = facilitator()
    client.force_login(actor)
    return actor


def address(name, *args):
    return reverse(f"proposals:{name}", args=args)


def name_of(cluster):
    return {"title": cluster.title, "summary": cluster.summary}


def planted_in(cycle):
    shared = {"area": AreaFactory(), "theme": ThemeFactory(), "author": UserFactory()}
    for each in planted_reports(48):
        ReportFactory(cycle=cycle, title=each.title, text=each.text, **shared)


def test_a_visitor_reads_an_issue_and_its_reports(client, cycle):
    cluster = cluster_of(2, cycle=cycle)

    page = client.get(cluster.get_absolute_url()).content.decode()

    for member in cluster.members.all():
        assert member.report.get_absolute_url() in page
    assert address("cluster_split", cluster.pk) not in page


def test_a_merged_issue_leads_to_the_other(client, cycle):
    one, other = cluster_of(cycle=cycle), cluster_of(cycle=cycle)
    merge_clusters(actor=facilitator(), cluster_id=one.pk, into_id=other.pk)

    page = client.get(one.get_absolute_url()).content.decode()

    assert other.get_absolute_url() in page
    listed = client.get(address("clusters")).content.decode()
    assert one.get_absolute_url() not in listed


def test_an_undone_issue_has_no_page(client, cycle, sorter):
    cluster = cluster_of(cycle=cycle)

    client.post(address("cluster_undo", cycle.slug, last_change(cycle).pk))

    assert client.get(cluster.get_absolute_url()).status_code == 404


def test_what_a_machine_suggests_says_so_and_everything_is_reachable(client, cycle):
    planted_in(cycle)
    sorting = begin_sorting(actor=facilitator(), cycle=cycle)
    find_clusters.call(sorting.pk)

    page = client.get(address("sorting", cycle.slug)).content.decode()

    assert page.count("自動分析（参考）") > len(sorting.__class__.objects.get().found["clusters"])
    assert "どの課題にも入っていない報告 48件" in page
    assert address("confirm", cycle.slug) not in page


def test_a_suggestion_is_read_and_confirmed(client, cycle, sorter):
    planted_in(cycle)
    find_clusters.call(begin_sorting(actor=sorter, cycle=cycle).pk)

    form = client.get(address("confirm", cycle.slug) + "?suggestion=1").context["form"]
    offered = form.fields["reports"].initial
    client.post(
        address("confirm", cycle.slug) + "?suggestion=1",
        {"reports": offered[1:], "title": "暗い道", "summary": "街灯が少なく、夜道が暗い。"},
    )

    cluster = Cluster.objects.get()
    assert set(cluster.members.values_list("report", flat=True)) == set(offered[1:])


def test_sorting_is_asked_for_by_a_button(client, cycle, sorter):
    client.post(address("sort", cycle.slug))

    assert (
        "自動分析をしています" in client.get(address("sorting_state", cycle.slug)).content.decode()
    )


def test_the_deeds_are_done_on_pages_of_their_own(client, cycle, sorter):
    cluster, other = cluster_of(3, cycle=cycle), cluster_of(cycle=cycle)
    added = ReportFactory(cycle=cycle)
    inside = list(cluster.members.values_list("report", flat=True))

    client.post(address("cluster_add", cluster.pk), {"reports": [added.pk]})
    client.post(
        address("cluster_split", cluster.pk),
        {"reports": inside[:1], "title": "別の課題", "summary": "別の困りごとです。"},
    )
    client.post(address("cluster_rename", cluster.pk), {**name_of(cluster), "title": "新しい名前"})
    client.post(address("cluster_merge", other.pk), {"into": cluster.pk})

    cluster.refresh_from_db()
    other.refresh_from_db()
    assert cluster.title == "新しい名前"
    assert other.state == ClusterState.MERGED
    assert cluster.members.count() == 2 + 1 + 2
    assert Cluster.objects.get(title="別の課題").members.count() == 1


@pytest.mark.parametrize("deed", ["add", "split", "merge", "rename"])
def test_a_resident_is_refused_before_anything_is_typed(client, cycle, deed):
    client.force_login(UserFactory())

    page = client.get(address(f"cluster_{deed}", cluster_of(cycle=cycle).pk))

    assert page.status_code == 403


def test_similar_reports_are_one_click_from_a_report(client, cycle):
    one, alike = (
        ReportFactory(cycle=cycle, title="街灯が消えた", text=f"{place}の街路灯が点滅しています。")
        for place in ("駅前", "坂道")
    )
    other = ReportFactory(cycle=cycle, title="ごみの分別", text="分別の表が読みにくいです。")

    page = client.get(address("similar", one.pk))

    assert address("similar", one.pk) in client.get(one.get_absolute_url()).content.decode()
    assert [each.pk for each in page.context["reports"]] == [alike.pk]
    assert "自動分析（参考）" in page.content.decode()
    assert other.get_absolute_url() not in page.content.decode()
