"""A worker looks which reports of a cycle are about the same thing, and suggests clusters."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import astuple
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from portal.accounts.models import User
from portal.common.japanese import telling_words
from portal.lifecycle.models import Cycle
from portal.lifecycle.phases import Action
from portal.lifecycle.services import admit
from portal.likeness.texts import TextGroup, group_texts
from portal.likeness.weights import Text
from portal.search.texts import normalised
from proposals.errors import SortingIsUnderWay
from proposals.models import Report, Sorting
from proposals.selectors.clusters import unsorted_reports

SEED = 20260401
# Reading the words is half of the work; a worker that was killed is not waited for longer.
HALF = 50
NOTED_EVERY = 200
LONGEST = timedelta(minutes=30)


@transaction.atomic
def ask_for_sorting(*, actor: User, cycle: Cycle) -> Sorting:
    """Have clusters suggested by a worker of the reports that are in none; nothing else changes.

    Raises: as `begin_sorting`.
    """
    sorting = begin_sorting(actor=actor, cycle=cycle)
    find_clusters.enqueue(sorting.pk)
    return sorting


@transaction.atomic
def begin_sorting(*, actor: User, cycle: Cycle) -> Sorting:
    """Note that reports are to be looked at, by whom and when.

    Raises:
        RoleIsMissing, PhaseIsNotOpen: the cycle does not open SORT_ISSUES to the actor.
        SortingIsUnderWay: a worker is at it.
    """
    admit(actor=actor, cycle=cycle, action=Action.SORT_ISSUES)
    Cycle.objects.select_for_update().get(pk=cycle.pk)
    since = timezone.now() - LONGEST
    if cycle.sortings.filter(finished_at=None, asked_at__gt=since).exists():
        raise SortingIsUnderWay
    return Sorting.objects.create(cycle=cycle, asked_by=actor, seed=SEED)


@task()
def find_clusters(sorting_id: int) -> None:
    """Group the reports, language by language; begun anew if its worker was killed."""
    sorting = Sorting.objects.select_related("cycle").get(pk=sorting_id)
    if sorting.finished_at:
        return
    reports = list(unsorted_reports(sorting.cycle).order_by("pk"))
    by_language: dict[str, list[tuple[int, Text]]] = defaultdict(list)
    for number, report in enumerate(reports, 1):
        by_language[report.language].append((report.pk, text_of(report)))
        if number % NOTED_EVERY == 0:
            _note(sorting, HALF * number // len(reports))
    clusters: list[dict[str, Any]] = []
    gains: dict[str, dict[int, float]] = {}
    for language, rows in sorted(by_language.items()):
        found = group_texts([text for _pk, text in rows], seed=sorting.seed, told=_telling(sorting))
        numbers = [pk for pk, _text in rows]
        clusters += [_as_json(group, numbers) for group in found.groups]
        gains[language] = found.gains
    sorting.found = {"clusters": clusters, "gains": gains}
    sorting.report_count, sorting.percent = len(reports), 100
    sorting.finished_at = timezone.now()
    sorting.save(update_fields=["found", "report_count", "percent", "finished_at"])


def text_of(report: Report) -> Text:
    """What is compared of a report."""
    whole = f"{report.title}\n{report.text}"
    return Text(tuple(telling_words(whole)), normalised(whole))


def _as_json(group: TextGroup, numbers: list[int]) -> dict[str, Any]:
    return {
        "reports": [numbers[member] for member in group.members],
        "likeness": group.likeness,
        "frequent": [astuple(word) for word in group.frequent],
        "distinctive": [astuple(word) for word in group.distinctive],
    }


def _telling(sorting: Sorting) -> Callable[[int, int], None]:
    return lambda done, of: _note(sorting, HALF + (HALF - 1) * done // of)


def _note(sorting: Sorting, percent: int) -> None:
    Sorting.objects.filter(pk=sorting.pk).update(percent=percent)
