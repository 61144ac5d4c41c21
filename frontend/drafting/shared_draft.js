// The document of a draft in this page: what is typed goes out, what others type comes in, and what the
// server has not kept yet lies on this device too.
import * as Y from "yjs";
import { bytesOf, lettersOf } from "./letters.js";

// One command of the socket carries 16,384 bytes, and the server takes 131,072 of an update.
const lettersInAPart = 12_000;
export const mostBytes = 131_072;
const pauseBetweenWrites = 60;

export class SharedDraft {
  /** @param {{load: Function, keep: Function}} store what is kept on the device, as bytes */
  constructor(store, changed) {
    Object.assign(this, { store, changed, waiting: [], sent: null, marks: 0, refusal: null });
    this.doc = new Y.Doc();
    this.doc.on("update", (update, origin) => origin !== "server" && this.wait(update));
  }

  text(name) {
    return this.doc.getText(name);
  }

  /** What others wrote, or what one wrote oneself before the page was opened anew. */
  take(data) {
    for (const letters of data) Y.applyUpdate(this.doc, bytesOf(letters), "server");
    if (this.isReady) return;
    this.isReady = true;
    const kept = this.store.load();
    if (kept) Y.applyUpdate(this.doc, kept, "device");
  }

  get isKept() {
    return !this.sent && !this.waiting.length;
  }

  connect(connection) {
    this.connection = connection;
  }

  /** The connection stands (anew): what was on the way may be lost, and may be sent twice. */
  resend() {
    if (this.sent) this.waiting.unshift(this.sent);
    this.sent = null;
    this.send();
  }

  wait(update) {
    this.waiting.push(update);
    this.keepOnDevice();
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.send();
    }, pauseBetweenWrites);
    this.changed();
  }

  /** One update at a time: the next holds all that was typed until the last was kept. */
  send() {
    if (this.sent || !this.waiting.length || !this.connection?.stands || this.refusal || !this.isReady) return;
    this.sent = Y.mergeUpdates(this.waiting);
    this.waiting = [];
    if (this.sent.length > mostBytes) return this.refuse("too much");
    this.marks += 1;
    const letters = lettersOf(this.sent);
    for (let at = 0; at < letters.length; at += lettersInAPart) {
      const more = at + lettersInAPart < letters.length;
      this.connection.say({ type: "write", data: letters.slice(at, at + lettersInAPart), more, mark: this.marks });
    }
  }

  kept(mark) {
    if (mark !== this.marks) return;
    this.sent = null;
    this.keepOnDevice();
    this.send();
    this.changed();
  }

  refuse(text) {
    this.refusal = text;
    this.changed();
  }

  keepOnDevice() {
    const all = this.sent ? [this.sent, ...this.waiting] : this.waiting;
    this.store.keep(all.length ? Y.mergeUpdates(all) : null);
  }
}

/** The updates that the server has not kept, in this browser's storage, for this reader and draft. */
export class DeviceStore {
  constructor(storage, reader, path) {
    // As frontend/lib/kept.js names what it keeps, so that it is forgotten with the rest of it.
    this.prefix = `tomoni:kept:${reader}:${path.replace(/^\/en(?=\/)/, "")}:live-`;
    this.storage = storage;
    // Each page of a browser keeps its own.
    this.key = this.prefix + crypto.getRandomValues(new Uint32Array(2)).join("-");
    this.found = [];
  }

  load() {
    try {
      this.found = Object.keys(this.storage).filter((key) => key.startsWith(this.prefix) && key !== this.key);
      const updates = this.found.map((key) => bytesOf(JSON.parse(this.storage.getItem(key)).updates));
      return updates.length ? Y.mergeUpdates(updates) : null;
    } catch {
      return null; // Storage is switched off, or holds what we did not write.
    }
  }

  keep(update) {
    try {
      if (update) {
        this.storage.setItem(this.key, JSON.stringify({ at: Date.now(), fields: [], updates: lettersOf(update) }));
        return;
      }
      // The server has all of it.
      for (const key of [this.key, ...this.found]) this.storage.removeItem(key);
      this.found = [];
    } catch {
      // Full or switched off: the socket still works.
    }
  }
}
