// The second verifier as a person sees it: choose or fetch a record, watch, read what it came to. The same
// in the portal and in the page for use without a network.
import CHECKS from "../checks.json";
import { startCrew } from "../crew.js";
import { button, h, notice, paragraph, save } from "../dom.js";
import { Speaker } from "../speaking.js";
import { WORDS } from "./words.js";

const NOTES = [
  [/^The trustees used a page/, () => ["note_served", {}]],
  [/^Trustee (\d+) did not/, ([, trustee]) => ["note_audit", { trustee }]],
  [/^Trustee (\d+) gave an invalid opening: ([\w-]+)/, ([, trustee, check]) => ["note_opening", { trustee, check }]],
];

export class VerifierWidget {
  /** `root` is filled; `makeWorker` starts a worker; `address`, if any, is that of a published record. */
  constructor(root, { language, makeWorker, address }) {
    Object.assign(this, { root, makeWorker, address, run: null });
    this.speaker = new Speaker(language, WORDS);
    this.draw();
  }

  say(name, values) {
    return this.speaker.say(name, values);
  }

  draw() {
    const chosen = () => this.input.files[0] && this.start({ file: this.input.files[0] });
    this.input = h("input", { type: "file", id: "record-file", accept: ".tomoni", change: chosen });
    this.field = h(
      "div",
      { class: "tm-field tm-page-drop", dragover: (event) => event.preventDefault(), drop: (event) => this.dropped(event) },
      h("label", { class: "tm-field__label", for: "record-file" }, this.say("choose")),
      paragraph(this.say("choose_hint"), "tm-field__hint"),
      this.input,
    );
    this.fetch = this.address ? button(this.say("fetch"), () => this.start({ address: this.address })) : null;
    this.cancel = button(this.say("cancel"), () => this.stop(paragraph(this.say("cancelled"))), "secondary", { hidden: true });
    this.progress = h("progress", { class: "tm-recount__progress", max: 1, "aria-label": this.say("progress"), hidden: true });
    this.detail = paragraph("", "tm-small tm-muted");
    this.said = h("div", { role: "status", class: "tm-recount__said" });
    this.table = h("div");
    this.facts = h("div");
    this.root.replaceChildren(
      ...[this.fetch && h("div", { class: "tm-button-row" }, this.fetch), this.field].filter(Boolean),
      h("div", { class: "tm-button-row" }, this.cancel),
      ...[this.progress, this.detail, this.said, this.table, this.facts],
    );
  }

  dropped(event) {
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (file) this.start({ file });
  }

  start(task) {
    this.run?.crew.stop();
    const run = { started: performance.now(), bytes: 0 };
    run.crew = startCrew(this.makeWorker, () => this.run === run && this.stop(this.problem("broken")));
    run.crew.leader.addEventListener("message", ({ data }) => this.run === run && this.heard(data));
    this.run = run;
    this.rows = h("tbody");
    this.table.replaceChildren();
    this.facts.replaceChildren();
    this.said.replaceChildren(paragraph(this.say("starting")));
    this.setRunning(true);
    run.crew.leader.postMessage({ kind: "verify", ...task });
  }

  heard(data) {
    const { kind } = data;
    if (kind === "size") this.run.bytes = data.bytes;
    else if (kind === "read" && this.run.bytes) this.progress.value = data.bytes / this.run.bytes;
    else if (kind === "jobs") this.detail.textContent = this.say("jobs", data);
    else if (kind === "passed") this.showPassed(data);
    else if (kind === "report") this.tell(data);
    else if (kind !== "read") this.stop(this.problem(kind));
  }

  showPassed({ name, count }) {
    if (!this.table.firstChild) this.table.replaceChildren(this.tableOf(this.rows));
    this.detail.textContent = "";
    this.rows.append(
      h(
        "tr",
        {},
        h("th", { scope: "row" }, this.say(name), " ", h("code", { class: "tm-small" }, name)),
        h("td", { class: "tm-number" }, this.speaker.numbers.format(count)),
      ),
    );
  }

  tableOf(rows) {
    const caption = this.say("checks");
    const head = h("tr", {}, h("th", { scope: "col" }, this.say("check")), h("th", { scope: "col", class: "tm-number" }, this.say("count")));
    return h(
      "div",
      { class: "tm-table-frame", role: "region", "aria-label": caption, tabindex: "0" },
      h("table", { class: "tm-table" }, h("caption", {}, caption), h("thead", {}, head), rows),
    );
  }

  tell({ report, names }) {
    const seconds = Math.round((performance.now() - this.run.started) / 100) / 10;
    if (report.failed) this.stop(this.refusal(report.failed));
    else this.stop(notice("success", this.say("good"), paragraph(this.say("good_text", { seconds }))));
    if (report.rehearsal) this.said.append(notice("warning", this.say("rehearsal"), paragraph(this.say("rehearsal_text"))));
    this.facts.replaceChildren(...this.factsOf(report, names));
  }

  refusal({ check, where }) {
    const said = CHECKS[check][this.speaker.language];
    return notice(
      "error",
      this.say("refused"),
      paragraph(this.say("refused_text", { said, check })),
      paragraph(this.say("where", { where }), "tm-small"),
      paragraph(this.say("refused_next")),
    );
  }

  problem(kind) {
    return notice("error", this.say(kind), paragraph(this.say(`${kind}_text`)));
  }

  factsOf(report, names) {
    const { language } = this.speaker;
    const text = `${JSON.stringify(report, null, 1)}\n`;
    const facts = [
      [this.say("election"), report.election],
      [this.say("fingerprint"), [h("code", {}, report.fingerprint), paragraph(this.say("fingerprint_hint"), "tm-small tm-muted")]],
    ];
    if (report.notes.length) facts.push([this.say("notes"), report.notes.map((note) => paragraph(this.noteOf(note)))]);
    if (!report.failed) {
      const item = (id) => h("li", {}, `${names[id]?.[language] ?? id}（${id}）`);
      facts.push([this.say("winners"), report.winners.length ? h("ol", {}, report.winners.map(item)) : this.say("no_winners")]);
      facts.push([this.say("audit_seed"), h("code", {}, report.audit_seed)]);
    }
    return [
      h("dl", { class: "tm-descriptions" }, facts.filter(([, fact]) => fact !== "").map(([name, fact]) => h("div", {}, h("dt", {}, name), h("dd", {}, fact)))),
      h("div", { class: "tm-button-row" }, button(this.say("save"), () => save("report.json", text, "application/json"), "secondary")),
    ];
  }

  noteOf(note) {
    for (const [pattern, read] of NOTES) {
      const found = note.match(pattern);
      if (found) return this.say(...read(found));
    }
    return note;
  }

  stop(said) {
    this.run?.crew.stop();
    this.run = null;
    this.setRunning(false);
    this.said.replaceChildren(said);
  }

  setRunning(isRunning) {
    const hadFocus = document.activeElement === this.cancel;
    this.cancel.hidden = this.progress.hidden = !isRunning;
    this.progress.removeAttribute("value");
    this.detail.textContent = "";
    this.input.disabled = isRunning;
    if (this.fetch) this.fetch.disabled = isRunning;
    if (isRunning) this.cancel.focus();
    else if (hadFocus) (this.fetch ?? this.input).focus();
    if (!isRunning) this.input.value = "";
  }
}
