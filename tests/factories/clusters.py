"""Issues that people confirmed, as the services make them."""

from portal.accounts.roles import Role
from portal.lifecycle.phases import Phase
from proposals.services.clustering import ClusterText, confirm_cluster
from tests.factories.accounts import RoleGrantFactory
from tests.factories.lifecycle import cycle_in
from tests.factories.proposals import ReportFactory

TEXT = ClusterText("駅前の段差", "駅のまわりの歩道に段差があり、車いすやベビーカーが通れません。")


def facilitator():
    return RoleGrantFactory(role=Role.FACILITATOR).user


def organising():
    """A cycle in which reports are sorted."""
    return cycle_in(Phase.DISCOVER, Phase.ORGANISE)


def cluster_of(reports=2, *, cycle=None, text=TEXT, actor=None):
    """A confirmed cluster of so many new reports."""
    where = cycle or organising()
    made = [ReportFactory(cycle=where) for _ in range(reports)]
    return confirm_cluster(
        actor=actor or facilitator(),
        cycle=where,
        reports=[report.pk for report in made],
        text=text,
    )


def in_a_cluster(report):
    """The report, which is a confirmed issue by itself now."""
    confirm_cluster(actor=facilitator(), cycle=report.item.cycle, reports=[report.pk], text=TEXT)
    return report
