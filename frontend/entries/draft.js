// A draft that several people write at once.
import { Connection } from "../drafting/connection.js";
import { Editor } from "../drafting/editor.js";
import { People } from "../drafting/people.js";
import { remarksOn } from "../drafting/plain_words.js";
import { DeviceStore, SharedDraft } from "../drafting/shared_draft.js";

const pauseBeforeRemarks = 800;
const mostRemarks = 4;

class DraftPage {
  constructor(root) {
    this.root = root;
    this.texts = JSON.parse(document.getElementById("draft-texts").textContent);
    const store = new DeviceStore(localStorage, document.body.dataset.reader, location.pathname);
    this.draft = new SharedDraft(store, () => this.showStanding());
    this.connection = new Connection(root.dataset, {
      step: (data) => this.take(data),
      told: (message) => this.hear(message),
      changed: () => this.connectionChanged(),
    });
    this.draft.connect(this.connection);
    this.people = new People(this.connection, root.querySelector("[data-people]"), this.texts);
    this.status = root.querySelector("[data-status]");
    this.connection.open();
    addEventListener("beforeunload", (event) => !this.draft.isKept && event.preventDefault());
    this.showStanding();
  }

  take(data) {
    this.draft.take(data);
    this.editors ??= [...this.root.querySelectorAll("[data-field]")].map((section) => {
      this.remarkSoon(section);
      return this.openEditor(section);
    });
    this.allow();
    this.draft.send();
  }

  openEditor(section) {
    section.querySelector("[data-plain]").remove();
    return new Editor(section, {
      text: this.draft.text(section.dataset.field),
      people: this.people,
      nonce: this.root.dataset.nonce,
      onChange: () => this.remarkSoon(section),
    });
  }

  /** Hints wait until the writer pauses, and never speak up. */
  remarkSoon(section) {
    clearTimeout(this.remarking?.get(section));
    (this.remarking ??= new Map()).set(
      section,
      setTimeout(() => showRemarks(section, remarksOn(this.draft.text(section.dataset.field).toString()), this.texts.hints), pauseBeforeRemarks),
    );
  }

  hear(message) {
    if (message.type === "kept") this.draft.kept(message.mark);
    else if (message.type === "refused") this.draft.refuse(message.text);
    else {
      if (message.type === "welcome") {
        this.mayWrite = message.may_write;
        this.allow();
        this.draft.resend();
      }
      if (["welcome", "here", "came", "left"].includes(message.type)) this.people.hear(message);
    }
    this.showStanding();
  }

  connectionChanged() {
    if (!this.connection.stands) this.people.leaveAll();
    this.allow();
    this.showStanding();
  }

  /** Without a connection one writes on; without the right to write one reads. */
  allow() {
    const isAllowed = Boolean(this.mayWrite) && !this.draft.refusal && !this.connection.ended;
    if (isAllowed === this.isAllowed || !this.editors) return;
    this.isAllowed = isAllowed;
    for (const editor of this.editors) editor.allow(isAllowed);
  }

  showStanding() {
    const standing = this.standing();
    if (standing === this.shown) return;
    this.shown = standing;
    this.root.dataset.standing = standing;
    this.status.textContent = standing === "refused" ? this.draft.refusal : this.texts.standing[standing];
    if (standing === "refused") this.allow();
  }

  standing() {
    if (this.draft.refusal === "too much") return "too_much";
    if (this.draft.refusal) return "refused";
    if (this.connection?.ended) return "closed";
    if (!this.editors) return "opening";
    if (!this.connection.stands) return "offline";
    if (this.mayWrite === false) return "reading";
    return this.draft.isKept ? "kept" : "writing";
  }
}

function showRemarks(section, remarks, texts) {
  const list = section.querySelector("[data-remarks]");
  list.hidden = !remarks.length;
  list.replaceChildren(
    ...remarks.slice(0, mostRemarks).map(({ hint, words }) => {
      const line = document.createElement("li");
      const quoted = document.createElement("q");
      quoted.textContent = words.length > 24 ? `${[...words].slice(0, 24).join("")}…` : words;
      line.append(quoted, ` ${texts[hint]}`);
      return line;
    }),
  );
}

const root = document.querySelector("[data-draft]");
if (root) new DraftPage(root);
