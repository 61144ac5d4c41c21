"""Points and polygons in longitude and latitude, and their drawing. Pure.

A geometry is a GeoJSON Polygon or MultiPolygon: rings of (longitude, latitude), the first of a
polygon its outline, the others its holes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

Geometry = Mapping[str, Any]
Ring = Sequence[Sequence[float]]


def polygons(geometry: Geometry) -> list[Sequence[Ring]]:
    if geometry["type"] == "Polygon":
        return [geometry["coordinates"]]
    return list(geometry["coordinates"])


def contains(geometry: Geometry, longitude: float, latitude: float) -> bool:
    """Whether the point lies in the geometry. One of two neighbours has their common border."""
    return any(
        sum(_inside(ring, longitude, latitude) for ring in polygon) % 2 == 1
        for polygon in polygons(geometry)
    )


def _inside(ring: Ring, x: float, y: float) -> bool:
    """Whether a ray to the east crosses the ring an odd number of times; edges are half-open."""
    inside = False
    x1, y1 = ring[-1][:2]
    for x2, y2 in (point[:2] for point in ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
        x1, y1 = x2, y2
    return inside


@dataclass(frozen=True)
class Canvas:
    """A drawing of the given width in which north is up and distances are true near its middle."""

    west: float
    north: float
    units_per_degree: float
    stretch: float
    width: float
    height: float

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a point stands on the drawing, to a tenth of a unit."""
        x = (longitude - self.west) * self.units_per_degree
        y = (self.north - latitude) * self.units_per_degree * self.stretch
        return round(x, 1), round(y, 1)


def canvas_for(geometries: Iterable[Geometry], *, width: float, margin: float) -> Canvas:
    """A canvas that holds all the geometries, with a margin around them."""
    points = [
        point
        for geometry in geometries
        for polygon in polygons(geometry)
        for ring in polygon
        for point in ring
    ]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    per_degree = (width - 2 * margin) / (east - west)
    # A degree of longitude shrinks with the cosine of the latitude; one of latitude does not.
    stretch = 1 / cos(radians((south + north) / 2))
    return Canvas(
        west=west - margin / per_degree,
        north=north + margin / (per_degree * stretch),
        units_per_degree=per_degree,
        stretch=stretch,
        width=width,
        height=round((north - south) * per_degree * stretch + 2 * margin, 1),
    )


def outline(geometry: Geometry, canvas: Canvas) -> str:
    """The geometry as the `d` of an SVG path."""
    return "".join(
        "M" + "L".join("{},{}".format(*canvas.place(p[0], p[1])) for p in ring[:-1]) + "Z"
        for polygon in polygons(geometry)
        for ring in polygon
    )


def middle(geometry: Geometry) -> tuple[float, float]:
    """The centroid of the largest outline: where its name is written."""
    largest = max((polygon[0] for polygon in polygons(geometry)), key=lambda r: abs(_area(r)))
    area = _area(largest)
    x = y = 0.0
    for (x1, y1), (x2, y2) in _edges(largest):
        cross = x1 * y2 - x2 * y1
        x += (x1 + x2) * cross
        y += (y1 + y2) * cross
    return x / (6 * area), y / (6 * area)


def _area(ring: Ring) -> float:
    """Signed, in square degrees (shoelace formula)."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in _edges(ring)) / 2


def _edges(ring: Ring) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    points = [(point[0], point[1]) for point in ring]
    return list(zip(points, points[1:] + points[:1], strict=True))
