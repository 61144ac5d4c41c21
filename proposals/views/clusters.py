"""Clusters of reports: the list, one cluster, and the room in which reports are sorted."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.accounts.models import User
from portal.accounts.requests import SignedInRequest
from portal.accounts.selectors import Person, roles_of
from portal.common.fields import RefusableForm
from portal.common.kept_forms import keeps_typed, refill
from portal.common.paging import part_of
from portal.lifecycle.errors import RoleIsMissing
from portal.lifecycle.lineage import neighbours_of
from portal.lifecycle.models import Cycle
from portal.lifecycle.phases import WHO_MAY, Action
from portal.lifecycle.selectors import is_open, phases_reached, steps_of_item
from proposals.forms.clusters import AddForm, ConfirmForm, MergeForm, NameForm, SplitForm
from proposals.models import Cluster, ClusterChange, Report
from proposals.selectors.clusters import (
    departments_for,
    last_sorting,
    suggestions_of,
    unsorted_reports,
)
from proposals.services.clustering import (
    add_to_cluster,
    confirm_cluster,
    last_change,
    merge_clusters,
    rename_cluster,
    split_cluster,
    undo_cluster_change,
)
from proposals.services.sorting import ask_for_sorting
from proposals.states import CLUSTER_DEEDS, ClusterDeed, ClusterState

MOST_CHANGES = 30
# In a form one ticks boxes; of more, the oldest are offered first.
MOST_OFFERED = 200


def cluster_list(request: HttpRequest) -> HttpResponse:
    cycles = list(Cycle.objects.of_this_city())
    chosen = next((each for each in cycles if each.slug == request.GET.get("cycle")), None)
    rows = Cluster.objects.confirmed().listed()
    if chosen:
        rows = rows.filter(item__cycle=chosen)
    part = part_of(rows, request.GET, by="confirmed_at")
    shown = {"part": part, "cycles": cycles, "chosen": chosen}
    return render(request, "proposals/clusters.html", shown)


def cluster_page(request: HttpRequest, cluster_id: int) -> HttpResponse:
    cluster = get_object_or_404(
        Cluster.objects.exclude(state=ClusterState.UNDONE)
        .select_related("item__cycle__area", "merged_into__item")
        .prefetch_related(phases_reached(cluster_id)),
        pk=cluster_id,
    )
    reports = list(Report.objects.filter(membership__cluster=cluster).listed())
    shown = {
        "cluster": cluster,
        "reports": reports,
        "departments": departments_for([report.pk for report in reports]),
        "changes": cluster.changes.select_related("actor")[:MOST_CHANGES],
        "steps": steps_of_item(cluster.item),
        "neighbours": neighbours_of(cluster.item),
        "deeds": _deeds(request.user, cluster),
    }
    return render(request, "proposals/cluster.html", shown)


def sorting(request: HttpRequest, slug: str) -> HttpResponse:
    """What a machine suggests, and what is in no cluster; who sorts finds the deeds here."""
    cycle = get_object_or_404(
        Cycle.objects.select_related("area").prefetch_related("phases"), slug=slug
    )
    latest = last_sorting(cycle)
    unsorted = unsorted_reports(cycle)
    part = part_of(unsorted.listed(), request.GET, by="created_at")
    may_sort = _may_sort(request.user, cycle)
    shown = {
        "cycle": cycle,
        "sorting": latest,
        "suggestions": suggestions_of(latest),
        "part": part,
        "unsorted": unsorted.count(),
        "clusters": Cluster.objects.confirmed().filter(item__cycle=cycle).listed(),
        "may_sort": may_sort,
        "last": last_change(cycle) if may_sort else None,
    }
    return render(request, "proposals/sorting.html", shown)


def sorting_state(request: HttpRequest, slug: str) -> HttpResponse:
    """How far the automatic look is, to be shown in place of what the page said last."""
    cycle = get_object_or_404(Cycle, slug=slug)
    shown = {"cycle": cycle, "sorting": last_sorting(cycle)}
    return render(request, "proposals/_sorting_state.html", shown)


@require_POST
@keeps_typed(page=lambda slug: reverse("proposals:sorting", args=[slug]))
def sort(request: SignedInRequest, slug: str) -> HttpResponse:
    cycle = get_object_or_404(Cycle.objects.select_related("area"), slug=slug)
    ask_for_sorting(actor=request.user, cycle=cycle)
    messages.success(request, _("自動分析を始めました。終わると、この下に候補が出ます。"))
    return redirect("proposals:sorting", slug)


def _sorting_page(slug: str, change_id: int) -> str:
    del change_id
    return reverse("proposals:sorting", args=[slug])


@require_POST
@keeps_typed(page=_sorting_page)
def undo(request: SignedInRequest, slug: str, change_id: int) -> HttpResponse:
    change = get_object_or_404(ClusterChange, pk=change_id, cycle__slug=slug)
    undo_cluster_change(actor=request.user, change_id=change.pk)
    messages.success(request, _("取り消して、前の状態に戻しました。"))
    return redirect("proposals:sorting", slug)


@keeps_typed
def confirm(request: SignedInRequest, slug: str) -> HttpResponse:
    """Of a suggestion, by its number, or of anything that is in no cluster."""
    cycle = get_object_or_404(Cycle.objects.select_related("area"), slug=slug)
    _require_sorter(request.user, cycle)
    wanted = request.GET.get("suggestion", "")
    suggestion = next(
        (each for each in suggestions_of(last_sorting(cycle)) if str(each.number) == wanted), None
    )
    offered = suggestion.reports if suggestion else _oldest_unsorted(cycle)
    form = ConfirmForm(request.POST or None, offered=offered)
    if suggestion is None:
        form.fields["reports"].initial = []
    form = refill(request, form)

    def act() -> Cluster:
        return confirm_cluster(
            actor=request.user, cycle=cycle, reports=form.numbers(), text=form.text()
        )

    back = reverse("proposals:sorting", args=[slug])
    return _answered(
        request,
        form,
        act,
        title=_("課題として確定する"),
        back=back,
        more={"suggestion": suggestion},
    )


@keeps_typed
def add(request: SignedInRequest, cluster_id: int) -> HttpResponse:
    cluster = _for_change(request, cluster_id)
    offered = _oldest_unsorted(cluster.item.cycle)
    form = refill(request, AddForm(request.POST or None, offered=offered))
    return _answered(
        request,
        form,
        lambda: add_to_cluster(actor=request.user, cluster_id=cluster_id, reports=form.numbers()),
        title=_("報告を加える"),
        cluster=cluster,
    )


@keeps_typed
def split(request: SignedInRequest, cluster_id: int) -> HttpResponse:
    cluster = _for_change(request, cluster_id)
    offered = list(Report.objects.filter(membership__cluster=cluster))
    form = refill(request, SplitForm(request.POST or None, offered=offered))
    return _answered(
        request,
        form,
        lambda: split_cluster(
            actor=request.user, cluster_id=cluster_id, reports=form.numbers(), text=form.text()
        ),
        title=_("課題を分ける"),
        cluster=cluster,
    )


@keeps_typed
def merge(request: SignedInRequest, cluster_id: int) -> HttpResponse:
    cluster = _for_change(request, cluster_id)
    others = Cluster.objects.confirmed().filter(item__cycle=cluster.item.cycle, is_settled=False)
    form = MergeForm(request.POST or None, offered=others.exclude(pk=cluster_id))
    form = refill(request, form)
    return _answered(
        request,
        form,
        lambda: merge_clusters(
            actor=request.user, cluster_id=cluster_id, into_id=form.cleaned_data["into"].pk
        ),
        title=_("ほかの課題とまとめる"),
        cluster=cluster,
    )


@keeps_typed
def rename(request: SignedInRequest, cluster_id: int) -> HttpResponse:
    cluster = _for_change(request, cluster_id)
    initial = {"title": cluster.title, "summary": cluster.summary}
    form = refill(request, NameForm(request.POST or None, initial=initial))
    return _answered(
        request,
        form,
        lambda: rename_cluster(actor=request.user, cluster_id=cluster_id, text=form.text()),
        title=_("名前と説明を直す"),
        cluster=cluster,
    )


def _answered(
    request: SignedInRequest,
    form: RefusableForm,
    act: Callable[[], Cluster],
    *,
    title: str,
    cluster: Cluster | None = None,
    back: str = "",
    more: dict[str, object] | None = None,
) -> HttpResponse:
    """The page of one deed, or, done, the cluster that came of it."""
    if request.method == "POST" and form.is_valid():
        done = form.attempt(act)
        if done:
            messages.success(request, _("記録しました。「取り消す」で前の状態に戻せます。"))
            return redirect(done)
    shown = {
        "form": form,
        "title": title,
        "cluster": cluster,
        "back": back or (cluster.get_absolute_url() if cluster else ""),
        **(more or {}),
    }
    return render(request, "proposals/cluster_deed.html", shown)


def _for_change(request: SignedInRequest, cluster_id: int) -> Cluster:
    cluster = get_object_or_404(
        Cluster.objects.exclude(state=ClusterState.UNDONE).select_related("item__cycle__area"),
        pk=cluster_id,
    )
    _require_sorter(request.user, cluster.item.cycle)
    return cluster


def _require_sorter(user: User, cycle: Cycle) -> None:
    """Before anything is typed that could not be sent."""
    if not roles_of(user, cycle.area) & WHO_MAY[Action.SORT_ISSUES]:
        raise RoleIsMissing(Action.SORT_ISSUES)


def _may_sort(person: Person, cycle: Cycle) -> bool:
    return (
        isinstance(person, User)
        and is_open(cycle, Action.SORT_ISSUES)
        and bool(roles_of(person, cycle.area) & WHO_MAY[Action.SORT_ISSUES])
    )


def _deeds(person: Person, cluster: Cluster) -> frozenset[ClusterDeed]:
    """What the reader may do with it just now."""
    if cluster.is_settled or not _may_sort(person, cluster.item.cycle):
        return frozenset()
    return CLUSTER_DEEDS[ClusterState(cluster.state)]


def _oldest_unsorted(cycle: Cycle) -> list[Report]:
    return list(unsorted_reports(cycle).order_by("pk")[:MOST_OFFERED])
