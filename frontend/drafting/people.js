// Who else has the draft open, by the names that the server gives them, and where they are.
import { bytesOf } from "./letters.js";

const saidAgainAfter = 15_000;
const goneAfter = 40_000;
const pauseBetweenPlaces = 700;

export class People {
  constructor(connection, list, texts) {
    Object.assign(this, { connection, list, texts, here: new Map(), watchers: new Set(), own: null, place: nowhere });
    setInterval(() => this.say(), saidAgainAfter);
    setInterval(() => this.forgetTheGone(), saidAgainAfter);
  }

  get others() {
    return [...this.here.values()];
  }

  /** @returns {() => void} ends the watching */
  watch(watcher) {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  hear(message) {
    if (message.type === "welcome") this.own = message.who;
    else if (message.who === this.own) return;
    else if (message.type === "here") this.here.set(message.who, this.seen(message));
    else if (message.type === "left") this.here.delete(message.who);
    if (message.type === "welcome" || message.type === "came") this.saySoon();
    else this.show();
  }

  seen({ name, organisation, field, anchor, head }) {
    return { name, organisation, field, anchor: anchor && bytesOf(anchor), head: head && bytesOf(head), at: Date.now() };
  }

  /** One's own place: where the caret stands. Said at most every `pauseBetweenPlaces`. */
  stand(place) {
    if (JSON.stringify(place) === JSON.stringify(this.place)) return;
    this.place = place;
    this.saySoon();
  }

  saySoon() {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.say();
    }, pauseBetweenPlaces * (0.5 + Math.random() / 2));
  }

  say() {
    this.connection.say({ type: "here", ...this.place });
  }

  forgetTheGone() {
    for (const [who, { at }] of this.here) if (Date.now() - at > goneAfter) this.here.delete(who);
    this.show();
  }

  leaveAll() {
    this.here.clear();
    this.show();
  }

  show() {
    const names = new Map(this.others.map(({ name, organisation, field }) => [`${name}/${organisation}`, { name, organisation, field }]));
    const lines = [...names.values()].map(({ name, organisation, field }) => {
      const who = organisation ? this.texts.person.replace("{name}", name).replace("{organisation}", organisation) : name;
      return field ? this.texts.writing.replace("{who}", who).replace("{field}", this.texts.fields[field]) : who;
    });
    if (lines.join() !== this.shown) {
      this.shown = lines.join();
      this.list.replaceChildren(...(lines.length ? lines : [this.texts.alone]).map(asLine));
    }
    for (const watcher of this.watchers) watcher();
  }
}

export const nowhere = { field: "", anchor: "", head: "" };

function asLine(text) {
  const line = document.createElement("li");
  line.textContent = text;
  return line;
}
