// Parts of a page that are made anew on the server and put in their places here.
import { followStream } from "../lib/stream.js";

for (const section of document.querySelectorAll("[data-live-parts]")) {
  const said = section.querySelector("[data-live-said]");
  const waiting = new Map();
  const { socket, changes, language, last } = section.dataset;

  /** Not under the fingers of who is at it: a part with the focus waits until that has left. */
  function put(name, html) {
    const place = section.querySelector(`[data-part="${name}"]`);
    if (!place) return;
    if (place.contains(document.activeElement)) {
      waiting.set(name, html);
      return;
    }
    waiting.delete(name);
    const wasOpen = [...place.querySelectorAll("details")].map((details) => details.open);
    place.innerHTML = html;
    place.querySelectorAll("details").forEach((details, i) => (details.open = wasOpen[i] ?? false));
  }

  section.addEventListener("focusout", () =>
    setTimeout(() => {
      for (const [name, html] of [...waiting]) put(name, html);
    }),
  );
  followStream({ socket, changes, language, last: Number(last) }, (message) => {
    if (message.type !== "parts") return;
    for (const [name, html] of Object.entries(message.parts)) put(name, html);
    if (said) said.textContent = message.said || section.dataset.textChanged;
  });
}
