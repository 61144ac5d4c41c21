"""Which reports resemble a text: a suggestion, by the rarest letters of its words."""

from portal.common.japanese import telling_surfaces
from portal.search.selectors import numbers_like
from proposals.models import Report

MOST_SIMILAR = 4
# Proposals are among what is found too, and left out.
LOOKED_AT = 12


def similar_reports(text: str, *, but: int | None = None) -> list[Report]:
    """The most alike first, without the report numbered `but`. Two queries."""
    numbers = [
        number for number in numbers_like(telling_surfaces(text), most=LOOKED_AT) if number != but
    ]
    rows = Report.objects.filter(item__is_public=True).listed()
    found = rows.in_bulk(numbers) if numbers else {}
    return [found[number] for number in numbers if number in found][:MOST_SIMILAR]
