"""A vote on priorities asks about issues, and the path leads from a report to the result."""

import pytest
from django.urls import reverse

from portal.accounts.roles import Role
from portal.lifecycle.lineage import ancestors_of, neighbours_of
from portal.lifecycle.phases import Phase
from proposals.services.clustering import merge_clusters
from tests.factories.accounts import RoleGrantFactory
from tests.factories.clusters import cluster_of, facilitator
from tests.factories.lifecycle import cycle_in
from tests.factories.proposals import ProposalFactory
from voting.errors import ClusterCannotBeListed, ClusterIsListedTwice, OptionsAreTooFew
from voting.selectors.listable import listable_clusters
from voting.services import ElectionPlan, prepare_election
from voting.services.withdrawing import withdraw_election
from voting.states import ElectionKind

pytestmark = pytest.mark.django_db
PLAN = ElectionPlan(kind=ElectionKind.PRIORITY, name_ja="優先順位", name_en="Priorities")


@pytest.fixture
def administrator():
    return RoleGrantFactory(role=Role.ADMINISTRATOR).user


@pytest.fixture
def cycle():
    return cycle_in(Phase.DISCOVER, Phase.ORGANISE, Phase.CHOOSE, Phase.BUDGET)


def prepared(administrator, cycle, clusters, proposals=()):
    return prepare_election(
        actor=administrator, cycle=cycle, plan=PLAN, clusters=clusters, proposals=proposals
    )


def test_issues_are_the_options_without_costs(administrator, cycle):
    clusters = [cluster_of(cycle=cycle) for _ in range(2)]

    election = prepared(administrator, cycle, clusters)

    options = list(election.options.order_by("position"))
    assert [option.cluster for option in options] == clusters
    assert [(option.external_id, option.cost, option.proposal) for option in options] == [
        ("1", None, None),
        ("2", None, None),
    ]


def test_the_path_leads_from_a_report_over_its_issue_to_the_option(administrator, cycle):
    clusters = [cluster_of(3, cycle=cycle), cluster_of(cycle=cycle)]

    option = prepared(administrator, cycle, clusters).options.get(cluster=clusters[0])

    assert [each.pk for each in neighbours_of(option.item).before] == [clusters[0].pk]
    reports = set(clusters[0].members.values_list("report", flat=True))
    assert ancestors_of({option.pk}) == reports | {clusters[0].pk}
    clusters[0].item.refresh_from_db()
    assert clusters[0].item.phase == Phase.CHOOSE


def test_issues_and_proposals_stand_on_one_ballot(administrator, cycle):
    clusters, proposals = [cluster_of(cycle=cycle)], [ProposalFactory(cycle=cycle)]

    election = prepared(administrator, cycle, clusters, proposals)

    numbered = election.options.order_by("position").values_list("cluster", "proposal")
    assert list(numbered) == [(clusters[0].pk, None), (None, proposals[0].pk)]


def test_an_issue_on_a_ballot_is_settled(administrator, cycle):
    clusters = [cluster_of(cycle=cycle) for _ in range(2)]

    prepared(administrator, cycle, clusters)

    clusters[0].refresh_from_db()
    assert clusters[0].is_settled


def test_an_issue_is_not_listed_twice_unless_the_vote_was_withdrawn(administrator, cycle):
    clusters = [cluster_of(cycle=cycle) for _ in range(2)]
    with pytest.raises(ClusterIsListedTwice):
        prepared(administrator, cycle, [*clusters, clusters[0]])
    first = prepared(administrator, cycle, clusters)

    with pytest.raises(ClusterIsListedTwice):
        prepared(administrator, cycle, clusters)
    assert not listable_clusters(cycle)
    reason = "選択肢の並びを間違えたため、準備し直します。"
    withdraw_election(actor=administrator, election=first, reason=reason)
    assert list(listable_clusters(cycle)) == clusters
    prepared(administrator, cycle, clusters)


def test_one_issue_is_no_choice(administrator, cycle):
    with pytest.raises(OptionsAreTooFew):
        prepared(administrator, cycle, [cluster_of(cycle=cycle)])


def test_an_issue_of_another_cycle_cannot_be_listed(administrator, cycle):
    with pytest.raises(ClusterCannotBeListed):
        prepared(administrator, cycle, [cluster_of(cycle=cycle), cluster_of()])


def test_a_merged_issue_cannot_be_listed(administrator, cycle):
    merged, *others = [cluster_of(cycle=cycle) for _ in range(3)]
    merge_clusters(actor=facilitator(), cluster_id=merged.pk, into_id=others[0].pk)

    with pytest.raises(ClusterCannotBeListed):
        prepared(administrator, cycle, [merged, *others])


def test_issues_do_not_share_out_a_budget(administrator, cycle):
    plan = ElectionPlan(kind=ElectionKind.BUDGET, name_ja="予算", name_en="Budget")
    clusters = [cluster_of(cycle=cycle) for _ in range(2)]

    with pytest.raises(ClusterCannotBeListed):
        prepare_election(actor=administrator, cycle=cycle, plan=plan, clusters=clusters)


def test_issues_are_chosen_on_the_page_of_the_set_up(client, administrator, cycle):
    clusters = [cluster_of(cycle=cycle) for _ in range(3)]
    client.force_login(administrator)
    said = {
        "name_ja": "優先順位の投票",
        "name_en": "Vote on priorities",
        "clusters": [cluster.pk for cluster in clusters[:2]],
        "ballot_type": "approval",
        "rule": "",
    }
    address = reverse("voting:prepare", args=[cycle.slug, ElectionKind.PRIORITY])
    form = client.get(address).context["form"]

    client.post(address, said | {"rule": form.fields["rule"].initial})

    election = cycle.elections.get()
    assert [option.cluster for option in election.options.all()] == clusters[:2]
    page = client.get(election.options.first().get_absolute_url()).content.decode()
    assert clusters[0].summary in page
    assert clusters[0].get_absolute_url() in page
