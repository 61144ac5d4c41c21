"""Keeping what can be found in step with what is there: in the transaction of each deed."""

from collections.abc import Iterable
from itertools import islice

from django.db import transaction

from portal.search.models import SearchEntry, SearchPair
from portal.search.sources import all_sources
from portal.search.texts import normalised, pairs_of

ENTRIES_AT_ONCE = 200


@transaction.atomic
def index(number: int, text: str) -> None:
    """Let an item be found by this text, and by no earlier one."""
    forget(number)
    _write([(number, text)])


def forget(number: int) -> None:
    SearchPair.objects.filter(number=number).delete()
    SearchEntry.objects.filter(number=number).delete()


@transaction.atomic
def rebuild() -> int:
    """Index all that the apps have, from nothing; how many there are."""
    SearchPair.objects.all().delete()
    SearchEntry.objects.all().delete()
    return sum(index_new(source()) for source in all_sources())


def index_new(rows: Iterable[tuple[int, str]]) -> int:
    """Index many that were never indexed; how many there are."""
    count, left = 0, iter(rows)
    while some := list(islice(left, ENTRIES_AT_ONCE)):
        _write(some)
        count += len(some)
    return count


def _write(rows: Iterable[tuple[int, str]]) -> None:
    alike = [(number, normalised(text)) for number, text in rows]
    SearchEntry.objects.bulk_create(SearchEntry(number=number, text=text) for number, text in alike)
    SearchPair.objects.bulk_create(
        (
            SearchPair(pair=pair, number=number)
            for number, text in alike
            for pair in sorted(pairs_of(text))
        ),
        batch_size=2_000,
    )
