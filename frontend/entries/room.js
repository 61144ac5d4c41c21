// The room of a review session, live: its parts come in where they belong.
import { speakInPlace } from "../lib/speaking.js";
import { followStream } from "../lib/stream.js";

const marked = 4_000;

for (const section of document.querySelectorAll("[data-room]")) {
  const { socket, changes, language, last } = section.dataset;
  const may = new Set(section.dataset.may.split(" "));
  const mine = new Set(section.dataset.mine.split(" "));
  const stream = { socket, changes, language, last: Number(last), asks: document.body.classList.contains("tm-has-furigana") };
  followStream(
    stream,
    (message) => receive(section, message, { may, mine }),
    (isListening) => (section.dataset.listening = isListening ? "yes" : "no"),
  );
  for (const form of section.querySelectorAll("#room-ask, #room-note")) {
    speakInPlace(form, { failed: section.dataset.textFailed }, () => say(section, section.dataset.textSent));
  }
  section.addEventListener("submit", (event) => {
    if (event.target.matches("form[data-for]")) press(section, event, mine);
  });
}

/** A part as it is now: put in its place, or taken away. */
function receive(section, message, reader) {
  if (message.type === "reload") {
    const offer = section.querySelector("[data-room-reload]");
    if (offer) offer.hidden = false;
    return;
  }
  const present = section.querySelector(`[data-key="${message.key}"]`);
  if (!message.html) {
    present?.remove();
    return;
  }
  const region = section.querySelector(`[data-region="${message.region}"]`);
  if (!region) return;
  const shown = elementOf(message.html);
  fit(shown, message.key, reader);
  const focused = present?.contains(document.activeElement);
  if (message.order) {
    shown.dataset.order = message.order;
    present?.remove();
    const next = [...region.children].find((other) => other.dataset.order > message.order);
    region.insertBefore(shown, next ?? null);
    shown.dataset.new = "";
    setTimeout(() => delete shown.dataset.new, marked);
  } else region.replaceChildren(shown);
  if (focused) shown.focus();
  section.querySelector(`[data-room-empty="${message.region}"]`)?.remove();
  say(section, section.dataset.textNews);
}

/** The same part is sent to everyone: what only some may do is shown to those. */
function fit(shown, key, { may, mine }) {
  const supports = mine.has(key.replace("question-", ""));
  for (const element of shown.querySelectorAll("[data-for]")) {
    const deed = element.dataset.for;
    if (deed === "support") element.hidden = supports;
    else if (deed === "withdraw") element.hidden = !supports;
    else element.hidden = !may.has(deed);
  }
}

/** A button of a part, pressed without leaving the page; whatever fails is sent as a plain form. */
async function press(section, event, mine) {
  const form = event.target;
  const body = new FormData(form);
  const token = body.get("csrfmiddlewaretoken") ?? tokenOf(section);
  // Without a form of their own on the page, visitors are led to sign in.
  if (!token) return;
  event.preventDefault();
  body.set("csrfmiddlewaretoken", token);
  const number = form.closest("[data-key]")?.dataset.key.replace("question-", "");
  let response;
  try {
    response = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" });
  } catch {
    say(section, section.dataset.textFailed);
    return;
  }
  if (response.type === "opaqueredirect" || !response.ok) {
    location.assign(form.action);
    return;
  }
  if (form.dataset.for === "support") mine.add(number);
  if (form.dataset.for === "withdraw") mine.delete(number);
  const card = form.closest("[data-key]");
  for (const other of card.querySelectorAll('[data-for="support"], [data-for="withdraw"]')) {
    other.hidden = (other.dataset.for === "support") === mine.has(number);
  }
}

function tokenOf(section) {
  return section.querySelector('input[name="csrfmiddlewaretoken"]')?.value;
}

function say(section, text) {
  const status = section.querySelector("[data-room-status]");
  if (status && text) status.textContent = text;
}

function elementOf(html) {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  return template.content.firstElementChild;
}
