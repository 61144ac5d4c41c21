// A QR code as a picture that a page may hold under a strict policy: one path, no style.
import { encode } from "uqr";

const NAMESPACE = "http://www.w3.org/2000/svg";

export function qrPicture(text, label) {
  const { data, size } = encode(text, { ecc: "M", border: 4 });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  const picture = document.createElementNS(NAMESPACE, "svg");
  const path = document.createElementNS(NAMESPACE, "path");
  const attributes = { viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": label, class: "tm-casting__qr", "shape-rendering": "crispEdges" };
  for (const [name, value] of Object.entries(attributes)) picture.setAttribute(name, value);
  path.setAttribute("d", dark.join(""));
  picture.append(path);
  return picture;
}
