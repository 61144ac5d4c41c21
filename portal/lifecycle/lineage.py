"""The path from the first report to the carried-over lesson: placing, joining, reading it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from portal.lifecycle import kinds
from portal.lifecycle.models import Cycle, Item, ItemPhase, Link
from portal.lifecycle.names import PHASE_TEXTS, Text
from portal.lifecycle.phases import Phase


def place(
    kind: str,
    *,
    cycle: Cycle,
    title: str,
    language: str = "ja",
    is_public: bool = True,
    phase: Phase | None = None,
) -> Item:
    """Put a new item on the path, in the first phase of its kind unless another is named."""
    item = Item.objects.create(
        cycle=cycle,
        kind=kind,
        title=title,
        language=language,
        phase=phase or kinds.kind(kind).phase,
        is_public=is_public,
    )
    ItemPhase.objects.create(item=item, phase=item.phase)
    return item


def place_all(
    kind: str,
    titles: Sequence[str],
    *,
    cycle: Cycle,
    phase: Phase,
    language: str,
    at: datetime,
) -> list[Item]:
    """Put many public items on the path at once, in two queries, reaching the phase at `at`."""
    items = Item.objects.bulk_create(
        Item(cycle=cycle, kind=kind, title=title, language=language, phase=phase, created_at=at)
        for title in titles
    )
    ItemPhase.objects.bulk_create(ItemPhase(item=item, phase=phase, at=at) for item in items)
    return items


def link_all(pairs: Iterable[tuple[Item, Item]]) -> None:
    """Link many new pairs of an earlier and a later item at once."""
    Link.objects.bulk_create(Link(source=source, target=target) for source, target in pairs)


def link(source: Item, target: Item) -> None:
    """Say that the target came of the source; saying it twice changes nothing."""
    Link.objects.get_or_create(source=source, target=target)


def unlink(source: Item, target: Item) -> None:
    """Take back that the target came of the source."""
    Link.objects.filter(source=source, target=target).delete()


def withdraw(item: Item) -> None:
    """Take an item off the path: it was placed there by mistake. Its row stays."""
    item.is_public = False
    item.save(update_fields=["is_public"])


def reach(item: Item, phase: Phase) -> None:
    """Let an item arrive in a phase; one that is there already stays."""
    if item.phase != phase:
        item.phase = phase
        item.save(update_fields=["phase"])
        ItemPhase.objects.create(item=item, phase=phase)


def retitle(item: Item, title: str, language: str) -> None:
    item.title, item.language = title, language
    item.save(update_fields=["title", "language"])


def publish(item: Item) -> None:
    item.is_public = True
    item.save(update_fields=["is_public"])


@dataclass(frozen=True)
class Neighbours:
    """What an item came of, and what came of it: the next step in both directions."""

    before: list[Item]
    after: list[Item]


def neighbours_of(item: Item) -> Neighbours:
    """The public neighbours, oldest first. One query."""
    before, after = [], []
    edges = (
        Link.objects.filter(Q(source=item, target__is_public=True) | Q(target=item))
        .filter(Q(source__is_public=True) | Q(source=item))
        .select_related("source", "target")
        .order_by("id")
    )
    for edge in edges:
        if edge.target_id == item.pk:
            before.append(edge.source)
        else:
            after.append(edge.target)
    return Neighbours(before, after)


def ancestors_of(item_ids: set[int]) -> set[int]:
    """The numbers of all earlier items of the path, without those given."""
    return _reachable(item_ids, "target", "source")


def descendants_of(item_ids: set[int]) -> set[int]:
    """The numbers of all later items of the path, without those given."""
    return _reachable(item_ids, "source", "target")


def whole_path_of(item: Item) -> list[Item]:
    """All public items joined to this one, in the order of their phases, itself included."""
    ids = {item.pk} | ancestors_of({item.pk}) | descendants_of({item.pk})
    return list(
        Item.objects.public()
        .filter(pk__in=ids)
        .select_related("cycle")
        .order_by("cycle__created_at", "phase", "id")
    )


def _reachable(start: set[int], near: str, far: str) -> set[int]:
    """One query a step; a link is never followed twice, so a ring ends too."""
    found: set[int] = set()
    frontier = set(start)
    while frontier:
        step = set(Link.objects.filter(**{f"{near}__in": frontier}).values_list(far, flat=True))
        frontier = step - found - start
        found |= frontier
    return found


@dataclass(frozen=True)
class Stop:
    """One item of a whole path, and what became of it in a line."""

    item: Item
    phase_name: Text
    note: str
    is_here: bool


@dataclass(frozen=True)
class Stretch:
    """The part of a whole path that lies in one cycle."""

    cycle: Cycle
    stops: list[Stop]


def stretches_of(items: list[Item], here: Item) -> list[Stretch]:
    """A whole path, cycle by cycle, in the order in which things came up.

    One query for the phase in which each was placed, and one a kind for what became of it.
    """
    notes = _notes(items)
    placed = dict(
        ItemPhase.objects.filter(item__in=items).order_by("-id").values_list("item", "phase")
    )
    stretches: dict[int, Stretch] = {}
    for one in sorted(items, key=lambda one: (one.cycle.created_at, one.created_at, one.pk)):
        stretch = stretches.setdefault(one.cycle_id, Stretch(one.cycle, []))
        name = PHASE_TEXTS[Phase(placed.get(one.pk, one.phase))].name
        stretch.stops.append(Stop(one, name, notes.get(one.pk, ""), is_here=one.pk == here.pk))
    return list(stretches.values())


def _notes(items: list[Item]) -> dict[int, str]:
    by_kind = defaultdict(list)
    for item in items:
        by_kind[item.kind].append(item.pk)
    notes: dict[int, str] = {}
    for name, ids in by_kind.items():
        notes.update(kinds.notes_on(name, ids))
    return notes
