// Casting a ballot: the code of a postcard's QR code leaves the address bar before anything else happens.
import { CastingPage, scannedCode } from "../casting/page.js";

const scanned = scannedCode(location, history);
for (const root of document.querySelectorAll("[data-casting]")) {
  const page = new CastingPage(root, scanned);
  window.addEventListener("hashchange", () => page.scan(scannedCode(location, history)));
  page.start();
}
