// The socket of a draft: it goes on from the last step that the page has, however often it breaks.
import { pauseAfter } from "../lib/stream.js";

// The server lets go who may not (or no longer) be here, or said too much; see portal/live/outbox.py.
const policy = 1008;

export class Connection {
  /**
   * @param {{socket: string, language: string}} where
   * @param {{step: Function, told: Function, changed: Function}} listener `step` of the updates of a
   *   step, `told` of any other message, `changed` when the connection stands or fell
   */
  constructor(where, listener) {
    Object.assign(this, { where, listener, last: 0, failures: 0, socket: null, ended: false });
    addEventListener("online", () => this.open());
    addEventListener("offline", () => this.socket?.close());
    addEventListener("pagehide", () => this.socket?.close());
    addEventListener("pageshow", (event) => event.persisted && this.open());
  }

  get stands() {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  open() {
    clearTimeout(this.timer);
    if (this.ended || this.socket) return;
    const socket = (this.socket = new WebSocket(this.address()));
    socket.addEventListener("open", () => this.listener.changed());
    socket.addEventListener("message", (event) => this.hear(JSON.parse(event.data)));
    socket.addEventListener("close", ({ code }) => this.lose(socket, code));
  }

  address() {
    const url = new URL(this.where.socket, location.href);
    url.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    url.searchParams.set("language", this.where.language);
    url.searchParams.set("after", this.last);
    return url;
  }

  hear(said) {
    for (const message of Array.isArray(said) ? said : [said]) {
      if (message.type !== "step") this.listener.told(message);
      // A step that we have is a repetition, and harmless.
      else if (message.number > this.last) {
        this.last = message.number;
        this.failures = 0;
        this.listener.step(message.data);
      }
    }
  }

  lose(socket, code) {
    if (this.socket !== socket) return;
    this.socket = null;
    this.failures += 1;
    if (code === policy) this.ended = true;
    else this.timer = setTimeout(() => this.open(), pauseAfter(this.failures));
    this.listener.changed();
  }

  say(command) {
    if (this.stands) this.socket.send(JSON.stringify(command));
  }
}
