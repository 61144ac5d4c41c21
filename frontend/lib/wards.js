/** The properties of the ward in which a point lies, by the even-odd rule; null outside all of them. */
export function wardAt(wards, longitude, latitude) {
  const ward = wards.features.find(({ geometry }) => contains(geometry, longitude, latitude));
  return ward ? ward.properties : null;
}

function contains(geometry, x, y) {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  return polygons.some((rings) => rings.filter((ring) => isInside(ring, x, y)).length % 2 === 1);
}

function isInside(ring, x, y) {
  let inside = false;
  let [x1, y1] = ring[ring.length - 1];
  for (const [x2, y2] of ring) {
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
    [x1, y1] = [x2, y2];
  }
  return inside;
}
