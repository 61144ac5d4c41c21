"""Reading the registers: which ward a point lies in, and the map of the wards."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal.registers import geometry
from portal.registers.models import Area

# Small, so that its letters stay readable on a phone.
MAP_WIDTH = 400
MAP_MARGIN = 12


def ward_at(latitude: Decimal, longitude: Decimal) -> Area | None:
    """The ward in which a point lies, or None outside the city. One query."""
    wards = Area.objects.wards().exclude(geometry=None)
    return next((ward for ward in wards if lies_in(ward, latitude, longitude)), None)


def lies_in(area: Area, latitude: Decimal, longitude: Decimal) -> bool:
    """Whether the area is known to hold the point."""
    if area.geometry is None:
        return False
    return geometry.contains(area.geometry, float(longitude), float(latitude))


@dataclass(frozen=True)
class WardShape:
    """A ward on the map: its outline as an SVG path, and where its name stands."""

    area: Area
    path: str
    name_x: float
    name_y: float


@dataclass(frozen=True)
class WardMap:
    canvas: geometry.Canvas
    shapes: list[WardShape]


def ward_map(wards: Sequence[Area]) -> WardMap | None:
    """The wards drawn; None where none has a geometry. No query."""
    drawn = [(ward, ward.geometry) for ward in wards if ward.geometry is not None]
    if not drawn:
        return None
    canvas = geometry.canvas_for([shape for _, shape in drawn], width=MAP_WIDTH, margin=MAP_MARGIN)
    return WardMap(canvas, [_shape(ward, shape, canvas) for ward, shape in drawn])


def _shape(ward: Area, shape: geometry.Geometry, canvas: geometry.Canvas) -> WardShape:
    x, y = canvas.place(*geometry.middle(shape))
    return WardShape(ward, geometry.outline(shape, canvas), x, y)
