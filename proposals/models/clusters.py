"""Issues: reports about the same thing, as a machine suggests them and as people confirm them."""

from typing import Any, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.common.append_only import append_only
from portal.lifecycle.models import Cycle, Item
from proposals.models.reports import Report
from proposals.names import CLUSTER_DEED_NAMES, CLUSTER_STATES, StateText
from proposals.states import ClusterDeed, ClusterState

STATES = [(state.value, text.name) for state, text in CLUSTER_STATES.items()]


class Sorting(models.Model):
    """One automatic look at the reports of a cycle that are in no cluster. It only suggests.

    `percent`: how far it is. `found`, once it is finished: `clusters`, each with `reports` (their
    numbers, the most typical first), `likeness`, `frequent` and `distinctive` (lists of word, how
    many of the cluster hold it, how many others); `gains` by language and number of clusters.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="sortings")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    seed = models.PositiveIntegerField()
    percent = models.PositiveSmallIntegerField(default=0)
    report_count = models.PositiveIntegerField(default=0)
    found: models.JSONField[Any, Any] = models.JSONField(null=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.cycle_id} #{self.pk}: {self.percent}%"


class ClusterQuerySet(models.QuerySet["Cluster"]):
    def confirmed(self) -> Self:
        return self.filter(state=ClusterState.CONFIRMED)

    def listed(self) -> Self:
        """With all that one card of a list shows."""
        members = ClusterMember.objects.filter(cluster=models.OuterRef("pk")).order_by()
        counted = members.values("cluster").annotate(count=models.Count("pk")).values("count")
        return self.select_related("item__cycle").annotate(
            report_count=models.functions.Coalesce(models.Subquery(counted), 0)
        )


class Cluster(models.Model):
    """An issue that people confirmed. Its number is that of its item on the path.

    `is_settled`: it stands on a ballot, and is changed no more.
    """

    item = models.OneToOneField(Item, models.PROTECT, primary_key=True, related_name="cluster")
    title = models.CharField(_("課題の名前"), max_length=100)
    summary = models.CharField(_("ひとことで言うと"), max_length=200)
    language = models.CharField(_("書いた言語"), max_length=5, default="ja")
    state = models.CharField(max_length=10, choices=STATES, default=ClusterState.CONFIRMED)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged"
    )
    is_settled = models.BooleanField(default=False)
    confirmed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(default=timezone.now)

    objects = ClusterQuerySet.as_manager()

    class Meta:
        ordering = ["-confirmed_at", "-item"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=ClusterState.MERGED, merged_into__isnull=False)
                | (~models.Q(state=ClusterState.MERGED) & models.Q(merged_into=None)),
                name="merged_cluster_names_the_other",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.item.get_absolute_url()

    @property
    def state_text(self) -> StateText:
        return CLUSTER_STATES[ClusterState(self.state)]


class ClusterMember(models.Model):
    """That a report belongs to a cluster: to one at a time, or to none."""

    report = models.OneToOneField(
        Report, models.PROTECT, primary_key=True, related_name="membership"
    )
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="members")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["report"]

    def __str__(self) -> str:
        return f"{self.report_id} → {self.cluster_id}"


@append_only
class ClusterChange(models.Model):
    """What somebody did with the clusters of a cycle, and how it was before.

    `before`: `clusters`, by number their title, summary, language, state and merged_into, null for
    one that was not there; `members`, by the number of a report its cluster or null.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="cluster_changes")
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="changes")
    deed = models.CharField(
        max_length=10, choices=[(deed.value, name) for deed, name in CLUSTER_DEED_NAMES.items()]
    )
    actor = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    title = models.CharField(max_length=100)
    reports = models.PositiveIntegerField(default=0)
    before: models.JSONField[Any, Any] = models.JSONField(default=dict)
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="undone_by"
    )

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["cycle", "-id"], name="cluster_changes_newest")]

    def __str__(self) -> str:
        return f"{self.cluster_id}: {self.deed}"

    @property
    def name(self) -> str:
        return str(CLUSTER_DEED_NAMES[ClusterDeed(self.deed)])
