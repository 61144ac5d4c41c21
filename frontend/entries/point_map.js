// A map of the wards on which a point is chosen. The form works without it: the ward, a description
// and typed degrees say the same. Drawn from our own geometry; no tiles, no request to anyone.
import { CircleMarker, Control, GeoJSON, Map as LeafletMap } from "leaflet/dist/leaflet-src.esm.js";
import { wardAt } from "../lib/wards.js";

for (const root of document.querySelectorAll("[data-point-map]")) choosePoint(root);

function choosePoint(root) {
  const wards = JSON.parse(document.getElementById(root.dataset.pointMap).textContent);
  const fields = Object.fromEntries(
    ["latitude", "longitude", "area"].map((name) => [name, document.getElementById(root.dataset[name])]),
  );
  const map = drawWards(root, wards);
  const marker = new CircleMarker([0, 0], { radius: 9, className: "tm-point-map__point" });

  const say = (text) => (root.querySelector("[data-said]").textContent = text);
  const show = () => {
    const [latitude, longitude] = [fields.latitude.value, fields.longitude.value].map(Number.parseFloat);
    if (Number.isFinite(latitude) && Number.isFinite(longitude)) marker.setLatLng([latitude, longitude]).addTo(map);
    else marker.remove();
  };
  const choose = ({ lat, lng }) => {
    const ward = wardAt(wards, lng, lat);
    if (!ward) return say(root.dataset.outside);
    set(fields.latitude, lat.toFixed(6));
    set(fields.longitude, lng.toFixed(6));
    set(fields.area, String(ward.area));
    show();
    say(root.dataset.chosen.replace("%(ward)s", ward.name));
  };

  map.on("click", (event) => choose(event.latlng));
  root.querySelector("[data-choose-centre]").addEventListener("click", () => choose(map.getCenter()));
  root.querySelector("[data-clear]").addEventListener("click", () => {
    set(fields.latitude, "");
    set(fields.longitude, "");
    show();
    say(root.dataset.cleared);
  });
  for (const field of [fields.latitude, fields.longitude]) field.addEventListener("change", show);
  show();
}

function drawWards(root, wards) {
  const canvas = root.querySelector("[data-canvas]");
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-label", root.dataset.label);
  const map = new LeafletMap(canvas, {
    attributionControl: false,
    zoomControl: false,
    // A page is scrolled past the map, not caught by it.
    scrollWheelZoom: false,
    zoomSnap: 0.5,
  });
  const drawn = new GeoJSON(wards, { className: "tm-point-map__ward", onEachFeature: nameWard }).addTo(map);
  map.fitBounds(drawn.getBounds());
  map.setMinZoom(map.getZoom());
  map.setMaxBounds(drawn.getBounds().pad(0.2));
  new Control.Zoom({ zoomInTitle: root.dataset.zoomIn, zoomOutTitle: root.dataset.zoomOut }).addTo(map);
  return map;
}

function nameWard(feature, layer) {
  layer.bindTooltip(feature.properties.name, { permanent: true, direction: "center", className: "tm-point-map__name" });
}

/** As if it were typed, so that what keeps and counts forms hears of it. */
function set(field, value) {
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
