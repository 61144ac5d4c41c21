"""Reports sorted into issues: a machine suggests, the facilitator reads and decides."""

from functools import partial
from typing import Any

from portal.demo.services.city import City
from portal.demo.services.story import Hour
from portal.demo.texts import read
from proposals.services.clustering import (
    ClusterText,
    add_to_cluster,
    confirm_cluster,
    merge_clusters,
    rename_cluster,
    split_cluster,
)
from proposals.services.sorting import begin_sorting, find_clusters


def add_clusters(city: City) -> None:
    for cycle, row in read("clusters.json").items():
        city.story.add(row["looked"], Hour.WORK, partial(_look, city, cycle))
        for each in row["confirmed"]:
            city.story.add(each["day"], Hour.MEET, partial(_confirm, city, cycle, each))
        for deed, do in (("added", _add), ("split", _split), ("renamed", _rename)):
            if deed in row:
                city.story.add(row[deed]["day"], Hour.MEET, partial(do, city, row[deed]))
        if "merged" in row:
            city.story.add(row["merged"]["day"], Hour.MEET, partial(_merge, city, row["merged"]))


def _look(city: City, cycle: str) -> None:
    sorting = begin_sorting(actor=city.people["facilitator"], cycle=city.cycles[cycle])
    find_clusters.call(sorting.pk)


def _reports(city: City, row: dict[str, Any]) -> list[int]:
    return [city.reports[key].pk for key in row["reports"]]


def _text(row: dict[str, Any]) -> ClusterText:
    return ClusterText(row["title"], row["summary"])


def _confirm(city: City, cycle: str, row: dict[str, Any]) -> None:
    city.clusters[row["key"]] = confirm_cluster(
        actor=city.people["facilitator"],
        cycle=city.cycles[cycle],
        reports=_reports(city, row),
        text=_text(row),
    )


def _add(city: City, row: dict[str, Any]) -> None:
    add_to_cluster(
        actor=city.people["facilitator"],
        cluster_id=city.clusters[row["to"]].pk,
        reports=_reports(city, row),
    )


def _split(city: City, row: dict[str, Any]) -> None:
    city.clusters[row["key"]] = split_cluster(
        actor=city.people["facilitator"],
        cluster_id=city.clusters[row["of"]].pk,
        reports=_reports(city, row),
        text=_text(row),
    )


def _rename(city: City, row: dict[str, Any]) -> None:
    rename_cluster(
        actor=city.people["facilitator"],
        cluster_id=city.clusters[row["what"]].pk,
        text=_text(row),
    )


def _merge(city: City, row: dict[str, Any]) -> None:
    merge_clusters(
        actor=city.people["facilitator"],
        cluster_id=city.clusters[row["what"]].pk,
        into_id=city.clusters[row["into"]].pk,
    )
