"""A worker suggests clusters; nothing follows from it by itself."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from benchmarks.oracles.opinions import adjusted_rand_index
from portal.lifecycle.errors import RoleIsMissing
from proposals.errors import SortingIsUnderWay
from proposals.models import ClusterMember, Sorting
from proposals.selectors.clusters import last_sorting, suggestions_of, unsorted_reports
from proposals.services.clustering import confirm_cluster
from proposals.services.sorting import SEED, ask_for_sorting, begin_sorting, find_clusters
from tests.factories.accounts import UserFactory
from tests.factories.clusters import TEXT, cluster_of, facilitator, organising
from tests.factories.planted_reports import planted_reports
from tests.factories.proposals import ReportFactory
from tests.factories.registers import AreaFactory, ThemeFactory

pytestmark = pytest.mark.django_db


def planted_in(cycle, count=200):
    """The reports in the database; by number, what each is about."""
    area, theme, author = AreaFactory(), ThemeFactory(), UserFactory()
    return {
        ReportFactory(
            cycle=cycle,
            title=each.title,
            text=each.text,
            area=area,
            theme=theme,
            author=author,
        ).pk: each.subject
        for each in planted_reports(count)
    }


def sorted_once(cycle, actor=None):
    sorting = begin_sorting(actor=actor or facilitator(), cycle=cycle)
    find_clusters.call(sorting.pk)
    sorting.refresh_from_db()
    return sorting


def test_planted_clusters_of_200_reports_are_found_again():
    cycle = organising()
    subjects = planted_in(cycle)

    sorting = sorted_once(cycle)

    place = {
        number: at
        for at, cluster in enumerate(sorting.found["clusters"])
        for number in cluster["reports"]
    }
    found = [place.get(number, -1) for number in subjects]
    names = sorted(set(subjects.values()))
    assert adjusted_rand_index(found, [names.index(each) for each in subjects.values()]) >= 0.8
    assert (sorting.percent, sorting.report_count, sorting.seed) == (100, 200, SEED)
    # It only suggests.
    assert not ClusterMember.objects.exists()
    assert unsorted_reports(cycle).count() == 200
    # And again the same.
    assert sorted_once(cycle).found == sorting.found


def test_what_is_in_a_cluster_is_not_suggested_again():
    cycle = organising()
    planted_in(cycle, 48)
    taken = ClusterMember.objects.filter(cluster=cluster_of(3, cycle=cycle))
    inside = set(taken.values_list("report", flat=True))

    found = sorted_once(cycle).found["clusters"]

    assert found
    assert not inside & {number for each in found for number in each["reports"]}


def test_a_suggestion_shows_what_is_still_in_no_cluster():
    cycle, actor = organising(), facilitator()
    planted_in(cycle, 48)
    sorted_once(cycle, actor)
    first, *others = suggestions_of(last_sorting(cycle))

    confirm_cluster(
        actor=actor, cycle=cycle, reports=[each.pk for each in first.reports[1:]], text=TEXT
    )

    again = suggestions_of(last_sorting(cycle))
    assert [each.number for each in again] == [each.number for each in (first, *others)]
    assert [each.pk for each in again[0].reports] == [first.reports[0].pk]
    assert again[0].size == len(first.reports)


def test_reports_in_two_languages_are_not_mixed():
    cycle = organising()
    planted_in(cycle, 48)
    english = [
        ReportFactory(
            cycle=cycle,
            language="en",
            title=f"Broken lamp {number}",
            text="The street lamp near the station is broken and the road is dark at night.",
        ).pk
        for number in range(8)
    ]

    for each in sorted_once(cycle).found["clusters"]:
        assert set(each["reports"]) <= set(english) or not set(each["reports"]) & set(english)


def test_a_cycle_is_looked_at_by_one_worker_at_a_time():
    cycle, actor = organising(), facilitator()
    ask_for_sorting(actor=actor, cycle=cycle)

    with pytest.raises(SortingIsUnderWay):
        ask_for_sorting(actor=actor, cycle=cycle)
    # A worker that was killed is not waited for.
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        ask_for_sorting(actor=actor, cycle=cycle)
    assert Sorting.objects.count() == 2


def test_only_facilitators_ask():
    with pytest.raises(RoleIsMissing):
        ask_for_sorting(actor=UserFactory(), cycle=organising())
