"""Which items hold all of some words."""

from django.db.models import QuerySet

from portal.search.models import SearchEntry, SearchPair
from portal.search.texts import telling_pairs_of, words_of


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
