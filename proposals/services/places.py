"""Where a report or a proposal is: a ward, and perhaps a point in it."""

from decimal import Decimal

from portal.lifecycle.models import Cycle
from portal.registers.models import Area, AreaKind
from portal.registers.selectors import lies_in, ward_at
from proposals.errors import (
    AreaIsMissing,
    AreaIsOutsideTheCycle,
    PointIsOutsideTheCity,
    PointIsOutsideTheWard,
)


def settled_area(
    cycle: Cycle, area: Area | None, latitude: Decimal | None, longitude: Decimal | None
) -> Area:
    """The area that is meant: the one chosen, else the ward in which the point lies.

    Raises:
        AreaIsMissing: neither an area nor a point was given.
        PointIsOutsideTheCity, PointIsOutsideTheWard: the point lies elsewhere.
        AreaIsOutsideTheCycle: the cycle is about another area.
    """
    if latitude is not None and longitude is not None:
        area = _area_of_point(area, latitude, longitude)
    if area is None:
        raise AreaIsMissing
    if cycle.area_id not in {area.pk, area.parent_id}:
        raise AreaIsOutsideTheCycle(area.name, cycle.name)
    return area


def _area_of_point(area: Area | None, latitude: Decimal, longitude: Decimal) -> Area:
    if area is not None and area.geometry:
        if not lies_in(area, latitude, longitude):
            raise PointIsOutsideTheWard(area.name)
        return area
    ward = ward_at(latitude, longitude)
    if ward is None:
        raise PointIsOutsideTheCity
    # A proposal may be for the whole city and still name a point in it.
    return area if area is not None and area.kind == AreaKind.CITY else ward
