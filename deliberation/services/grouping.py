"""Looking for opinion groups: a chore notes which maps changed, a task finds the groups."""

import secrets
from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import Any

import numpy as np
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from deliberation.models import OpinionGroups, OpinionMap, PersonalAnswers
from deliberation.opinions import Answers, Findings, find_groups, publishable, read_answers
from deliberation.opinions.answers import SMALL_CELL
from deliberation.opinions.findings import SEED
from deliberation.parts import broadcast_groups


def look_for_changed_maps() -> int:
    """Put every map with new answers among the tasks, once; how many. Any number may look."""
    changed = list(OpinionMap.objects.filter(is_changed=True).values_list("pk", flat=True))
    return sum(_queue(pk) for pk in changed)


@transaction.atomic
def _queue(map_id: int) -> int:
    taken = OpinionMap.objects.filter(pk=map_id, is_changed=True).update(is_changed=False)
    if taken:
        find_opinion_groups.enqueue(map_id)
    return taken


@task()
def find_opinion_groups(map_id: int) -> None:
    """Find and publish the groups of a map anew. Doing it twice does no harm.

    Of an edition that fewer than five people changed, comparing it with the one before would tell
    what they answered: it waits for the next of them.
    """
    before, now = OpinionGroups.objects.get(pk=map_id), timezone.now()
    given = PersonalAnswers.objects.filter(opinion_map=map_id).exclude(letters="")
    texts = list(given.order_by().values_list("letters", flat=True))
    if not _changed_by_enough(before, given.filter(last_at__gt=before.at).count(), len(texts)):
        return
    shown = OpinionMap.objects.get(pk=map_id).statements.shown()
    columns = list(shown.order_by("sequence").values_list("sequence", flat=True))
    matrix = _shuffled(publishable(read_answers(texts, [number - 1 for number in columns])))
    publish_groups(before, columns=columns, matrix=matrix, people=len(texts), at=now)


@transaction.atomic
def publish_groups(
    before: OpinionGroups, *, columns: list[int], matrix: Answers, people: int, at: datetime
) -> OpinionGroups:
    """Keep what was found as the newest edition, and show it to all who look at the map."""
    found = find_groups(matrix)
    held = OpinionGroups.objects.select_for_update().get(pk=before.pk)
    held.number += 1
    held.at = at
    # Too few people are not published, not even without names.
    held.columns = columns if found else []
    held.rows = "\n".join(matrix.rows()) if found else ""
    held.found = as_json(found, answered=people) if found else None
    held.save()
    transaction.on_commit(partial(broadcast_groups, held), robust=True)
    return held


def as_json(found: Findings, *, answered: int) -> dict[str, Any]:
    """What a page shows of the findings. `answered`: people in all, also those left out."""
    return {
        "seed": SEED,
        "answered": answered,
        "people": found.people,
        "answers": found.answers,
        "groups": [asdict(group) for group in found.groups],
        "spots": [[spot.x, spot.y, spot.group, spot.people] for spot in found.spots],
        "counts": found.counts.tolist(),
        "divides": [asdict(each) for each in found.divides],
        "shares": [asdict(each) for each in found.shares],
        "silhouettes": {str(number): value for number, value in found.silhouettes.items()},
        "means": found.axes.means.tolist(),
        "directions": found.axes.directions.tolist(),
        "axis_shares": found.axes.shares.tolist(),
        "centres": found.centres.tolist(),
    }


def _changed_by_enough(before: OpinionGroups, changed: int, people: int) -> bool:
    gone = max((before.found or {}).get("answered", 0) - people, 0)
    return before.found is None or changed + gone >= SMALL_CELL


def _shuffled(answers: Answers) -> Answers:
    """In an order that tells nothing of who came when, and that nobody can work out."""
    order = np.random.default_rng(secrets.randbits(128)).permutation(answers.people)
    return answers.of(order)
