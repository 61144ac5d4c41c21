// The trustees' page: the others' files, one's own sealed file, what to do now, and what to store and lay
// out. Every deed is done in a worker; what it wrote leaves only after the sealed file was stored.
import CHECKS from "../checks.json";
import { startCrew } from "../crew.js";
import { h, notice, paragraph, save } from "../dom.js";
import { makeWorker } from "../offline.js";
import { Speaker } from "../speaking.js";
import { Board, isSame } from "./board.js";
import { boardScreen, deedsScreen, keepScreen, ownScreen } from "./screens.js";
import { WORDS } from "./words.js";

/** What the page knows; it stays when the language changes. */
class State {
  board = new Board();
  content = null;
  seal = null;
  about = null;
  standing = null;
  definition = null;
  // {sealed, parts, mustProve, isStored}: what a deed wrote and has not left yet.
  pending = null;
  said = [];
  trouble = null;
  run = null;
  crew = null;
}

export class TrusteePage {
  constructor(root, language, before) {
    Object.assign(this, { root, state: before?.state ?? new State() });
    this.speaker = new Speaker(language, WORDS);
    if (!before) window.addEventListener("beforeunload", (event) => this.state.pending && event.preventDefault());
    this.state.page = this;
    this.draw();
  }

  say(name, values) {
    return this.speaker.say(name, values);
  }

  draw() {
    const { state } = this;
    this.progress = h("progress", { class: "tm-recount__progress", max: 1, "aria-label": this.say("progress") });
    this.detail = paragraph("", "tm-small tm-muted");
    this.said = h("div", { role: "status", tabindex: "-1", "data-said": "" }, this.words());
    const screens = [boardScreen(this), ownScreen(this)];
    if (state.content) screens.push(deedsScreen(this));
    if (state.pending) screens.push(keepScreen(this));
    this.root.replaceChildren(h("div", { class: "tm-stack" }, this.said, ...screens));
  }

  words() {
    const { run, trouble, said } = this.state;
    if (run) return [notice("info", this.say("working"), this.detail, this.progress)];
    if (trouble) return [this.troubleSaid(trouble)];
    return said.length ? [notice("success", this.say("done"), ...said.map(([name, values]) => paragraph(this.sentence(name, values))))] : [];
  }

  sentence(name, values) {
    return this.say(name, values.check ? { ...values, said: CHECKS[values.check][this.speaker.language] } : values);
  }

  troubleSaid({ kind, reason, values, check, where, waiting }) {
    if (kind === "failed") {
      const said = CHECKS[check][this.speaker.language];
      return notice(
        "error",
        this.say("failed", { said, check }),
        paragraph(this.say("where", { where }), "tm-small"),
        paragraph(this.say("failed_next")),
      );
    }
    if (kind === "refused") return notice(waiting ? "info" : "warning", this.say(waiting ? "not_yet" : "refused"), paragraph(this.say(reason, values)));
    return notice("error", this.say("refused"), paragraph(this.say(kind)));
  }

  /** Does a deed in the worker; true once it is done. */
  async deed(name, more = {}) {
    const { state } = this;
    Object.assign(state, { said: [], trouble: null });
    state.crew ??= startCrew(makeWorker, () => this.breakOff());
    const { leader } = state.crew;
    const told = await new Promise((resolve) => {
      state.run = { resolve };
      this.draw();
      const listen = ({ data }) => {
        if (data.kind === "passed") this.tellPassed(data);
        else if (data.kind === "working") state.page.detail.textContent = state.page.say(data.name, data.values);
        else if (data.kind === "share") state.page.progress.value = data.share;
        else {
          leader.removeEventListener("message", listen);
          resolve(data);
        }
      };
      leader.addEventListener("message", listen);
      const { content, seal } = state;
      leader.postMessage({ kind: "deed", name, board: state.board.files, content, seal, ...more });
    });
    state.run = null;
    this.take(name, told);
    return told.kind === "done";
  }

  tellPassed({ name, count }) {
    const { page } = this.state;
    page.detail.textContent = page.say("verifying", { name, count });
  }

  /** Workers that failed are not used again. */
  breakOff() {
    const { state } = this;
    state.crew?.stop();
    state.crew = null;
    state.run?.resolve({ kind: "broken" });
  }

  take(name, told) {
    const { state } = this;
    if (told.kind === "broken") this.breakOff();
    if (told.kind !== "done") {
      state.trouble = told;
      return state.page.tell();
    }
    const { content, seal, about, sealed, parts, said, standing, definition } = told;
    Object.assign(state, { content, seal, about: about ?? state.about, said, definition: definition ?? null });
    if (standing) state.standing = standing;
    if (sealed || parts.length) state.pending = { sealed, parts, mustProve: name === "open" && Boolean(sealed), isStored: !sealed };
    return state.page.tell();
  }

  /** Draws anew, and leads who reads or listens to what was said. */
  tell() {
    this.draw();
    this.said.focus();
  }

  /** Looks at the board again, and takes the step that is due, if nothing is in the way. */
  async goOn() {
    const { state } = this;
    if (!state.content || state.pending || state.run) return this.draw();
    const before = state.said;
    if (!(await this.deed("look")) || state.pending) return undefined;
    if (!state.about.hasShare && state.standing.stage > 0 && !state.standing.words) {
      if (!(await this.deed("step"))) return undefined;
      const { said, pending } = state;
      if (!pending) await this.deed("look");
      state.said = [...said, ...state.said];
    }
    state.said = [...before, ...state.said];
    return state.page.draw();
  }

  async addFiles(files) {
    this.root.setAttribute("aria-busy", "true");
    const taken = await this.state.board.add(files);
    Object.assign(this.state, { said: [], trouble: taken ? null : { kind: "files_left" } });
    await (taken ? this.goOn() : this.tell());
    this.root.removeAttribute("aria-busy");
  }

  storeSealed() {
    const { pending, about } = this.state;
    const time = new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "-");
    save(`trustee-${about.number}-${time}.sealed`, pending.sealed);
    if (!pending.mustProve) pending.isStored = true;
    else pending.isSaved = true;
    this.draw();
    this.root.querySelector("[data-keep]")?.focus();
  }

  async prove(file) {
    const { pending } = this.state;
    const octets = new Uint8Array(await file.arrayBuffer());
    const isIt = isSame(octets, pending.sealed);
    Object.assign(this.state, { said: [], trouble: isIt ? null : { kind: "prove_wrong" } });
    pending.isStored = isIt;
    this.draw();
  }

  savePart(part) {
    save(part.name, part.octets);
    return this.laidOut(part);
  }

  async putParts() {
    for (const part of [...this.state.pending.parts]) {
      if (!(await this.state.board.put(part))) {
        this.state.trouble = { kind: "refused", reason: "taken", values: { name: part.name } };
        return this.draw();
      }
      await this.laidOut(part);
    }
    return undefined;
  }

  laidOut(part) {
    const { state } = this;
    state.board.files.set(part.name, part.octets);
    state.pending.parts = state.pending.parts.filter((other) => other !== part);
    if (state.pending.parts.length) return this.draw();
    state.pending = null;
    state.said = [["laid_out", {}]];
    return this.goOn();
  }

  /** Nothing was to be laid out: the sealed file alone. */
  finishKeeping() {
    this.state.pending = null;
    this.state.said = [["stored", {}]];
    return this.goOn();
  }
}
