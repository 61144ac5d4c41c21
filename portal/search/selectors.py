"""Which items hold all of some words, and which resemble a text."""

from collections import defaultdict
from collections.abc import Iterable
from math import sqrt

from django.db.models import Count, QuerySet

from portal.search.models import SearchEntry, SearchPair
from portal.search.texts import normalised, pairs_of, telling_pairs_of, words_of

# By the rarest pairs of its letters a text is looked for; more cost look-ups and tell little.
RAREST_PAIRS = 16
MOST_ASKED = 300
# What has less than this share of them does not resemble it.
LEAST_SHARED = 0.3


def numbers_with(query: str) -> QuerySet[SearchEntry, int] | None:
    """The numbers of the items that hold every word of the query, as a subquery; None for none.

    The pairs of letters narrow, by an index; the text decides.
    """
    words = words_of(query)
    if not words:
        return None
    found = SearchEntry.objects.all()
    for word in words:
        for pair in telling_pairs_of(word):
            having = SearchPair.objects.filter(pair=pair).values("number")
            found = found.filter(number__in=having)
        found = found.filter(text__contains=word)
    return found.values_list("number", flat=True)


def numbers_like(words: Iterable[str], *, most: int) -> list[int]:
    """The numbers of the items that share the rarest letters of these words, most first.

    A pair of letters counts the more the fewer items have it. One query.
    """
    pairs = sorted({pair for word in words for pair in pairs_of(normalised(word))})[:MOST_ASKED]
    if not pairs:
        return []
    counted = (
        SearchPair.objects.filter(pair__in=pairs).values("pair").annotate(items=Count("number"))
    )
    rarest = counted.filter(items__gt=1).order_by("items", "pair").values("pair")[:RAREST_PAIRS]
    having: dict[int, list[int]] = defaultdict(list)
    rows = SearchPair.objects.filter(pair__in=rarest)
    for pair, number in rows.values_list("pair", "number"):
        having[pair].append(number)
    points: dict[int, float] = defaultdict(float)
    for numbers in having.values():
        for number in numbers:
            points[number] += 1 / sqrt(len(numbers))
    least = LEAST_SHARED * sum(1 / sqrt(len(numbers)) for numbers in having.values())
    alike = [number for number in points if points[number] >= least]
    return sorted(alike, key=lambda number: (-points[number], number))[:most]
