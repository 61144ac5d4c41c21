// The page of casting, stage by stage. It sends nothing but what docs/casting.md names; the code stays in
// memory until its key is made, the key until the voter is done.
import { bytesToHex } from "@noble/hashes/utils.js";
import { Casting, Overtaken } from "../ballot/casting.js";
import { Choosing } from "../ballot/choosing.js";
import { Portal, Refused, Unreachable } from "../ballot/portal.js";
import { PracticePortal } from "../ballot/practice.js";
import { readTypedCode, voterOf } from "../ballot/voter.js";
import { readDefinition } from "../protocol/definition.js";
import { SYSTEM_DRAW, drawPermutation, drawScalar } from "../protocol/draw.js";
import { Check, CheckFailed } from "../protocol/errors.js";
import { checkPromise } from "../protocol/heads.js";
import { proofBytes, readProof } from "../protocol/wire.js";
import { h } from "../pages/dom.js";
import { Speaker } from "../pages/speaking.js";
import { deriveKeyAway } from "./deriving.js";
import { Remembered } from "./remembered.js";
import { Screens } from "./screens.js";
import { WORDS } from "./words.js";

const STEPS = ["code", "choose", "confirm", "cast", "receipt"];

export class CastingPage {
  #code;

  constructor(root, scanned) {
    const { base, fingerprint, lookup, worker, offline, links, practice } = root.dataset;
    Object.assign(this, { root, fingerprint, lookup, worker, offline });
    this.#code = scanned;
    this.links = JSON.parse(links);
    this.isPractice = practice !== undefined;
    this.speaker = new Speaker(document.documentElement.lang, WORDS);
    this.portal = new Portal(base, (attempt) => this.note("retrying", { attempt }));
    this.screens = new Screens(this);
    this.isGuarded = false;
    window.addEventListener("beforeunload", (event) => {
      const isChoosing = ["choose", "confirm"].includes(this.step) && !this.choosing.isEmpty;
      if (!this.isGuarded && !isChoosing) return;
      event.preventDefault();
      // Older browsers ask only then.
      event.returnValue = true;
    });
  }

  say(name, values) {
    return this.speaker.say(name, values);
  }

  // What is shown.

  /** Shows a screen in place of the last, and takes the reader to its heading. */
  show(step, title, ...body) {
    const heading = h("h2", { tabindex: "-1" }, title);
    this.said = h("div", { role: "status", class: "tm-casting__said" });
    this.step = step;
    const rows = step === null ? [] : [this.screens.steps(STEPS, STEPS.indexOf(step))];
    this.root.replaceChildren(...rows, heading, ...body.flat(Infinity).filter(Boolean), this.said);
    // Whoever only just came reads from the top of the page.
    if (this.isShown) heading.focus();
    this.isShown = true;
  }

  /** Says that something is going on; nothing can be pressed meanwhile. */
  busy(name) {
    for (const control of this.root.querySelectorAll("button, input")) control.disabled = true;
    this.note(name);
  }

  note(name, values) {
    this.said?.replaceChildren(this.say(name, values));
  }

  // The way through.

  async start() {
    await this.trying(async () => {
      this.root.replaceChildren(h("p", { role: "status" }, this.say("loading")));
      const encoded = await this.portal.definition();
      const definition = readDefinition(encoded);
      if (bytesToHex(definition.fingerprint) !== this.fingerprint) throw new CheckFailed(Check.DEFINITION, "its fingerprint");
      if (this.isPractice) this.portal = new PracticePortal(definition, SYSTEM_DRAW);
      this.definition = this.portal.practised ?? definition;
      this.order = drawPermutation(SYSTEM_DRAW, definition.options.length);
      this.remembered = new Remembered(definition.fingerprint);
      const { state } = await this.portal.now();
      if (state === "frozen") return this.show(null, this.say("not_open"));
      if (state !== "open") return this.show(null, this.say("closed"), this.screens.closed());
      return this.begin();
    }, () => this.start());
  }

  /** The first screen: what the tab remembers, and the code. */
  async begin() {
    this.isGuarded = false;
    this.casting = new Casting(this.definition, this.portal, SYSTEM_DRAW);
    this.choosing = new Choosing(this.definition.form);
    if (this.isPractice) return this.show(null, this.say("practice_title"), this.screens.practice());
    const kept = this.remembered.get();
    this.show("code", this.say("code_title"), kept && (await this.screens.kept(kept)), this.screens.code(this.#code));
    return undefined;
  }

  practise() {
    return this.trying(() => this.welcome(drawScalar(SYSTEM_DRAW, this.definition.group)), () => this.begin());
  }

  /** The code that was typed, or the fault in it as a sentence. */
  async enterCode(typed) {
    let code;
    try {
      code = readTypedCode(typed);
    } catch (error) {
      if (!(error instanceof CheckFailed)) throw error;
      return this.faultOf(typed);
    }
    this.#code = undefined;
    this.busy("deriving");
    const progress = this.screens.progress();
    this.said.append(progress);
    const told = (share) => (progress.value = share);
    await this.trying(async () => this.welcome(await deriveKeyAway(this.worker, this.definition, code, told)), () => this.begin());
    return null;
  }

  faultOf(typed) {
    const count = typed.normalize("NFKC").replace(/[\p{Dash}\sー]/gu, "").length;
    return count === 22 ? this.say("code_mistyped") : this.say("code_length", { count });
  }

  async welcome(key) {
    this.note("asking");
    const standing = await this.casting.enter(voterOf(this.definition, key));
    if (standing.excluded) {
      return this.show(null, this.say(`excluded_${standing.excluded}`), this.screens.excluded(standing.excluded));
    }
    return standing.ballots.length ? this.showStanding() : this.choose();
  }

  showStanding() {
    this.show("code", this.say("voted_title"), this.screens.standing(this.casting.standing));
  }

  choose() {
    this.isGuarded = false;
    this.show("choose", this.say("choose_title"), this.screens.choosing());
  }

  confirm() {
    this.show("confirm", this.say("summary_title"), this.screens.summary());
  }

  commit() {
    return this.trying(async () => {
      this.busy("encrypting");
      const hand = await this.casting.commit(this.choosing.choice);
      this.isGuarded = true;
      this.show("cast", this.say("committed_title"), this.screens.committed(hand));
    }, () => this.commit());
  }

  /** Remembered before it is sent: whatever breaks then, a reload can tell whether it arrived. */
  cast() {
    const { tracker } = this.casting.hand;
    const { counter } = this.casting.standing;
    return this.trying(async () => {
      this.busy("casting");
      if (!this.isPractice) this.remembered.set({ tracker, counter });
      const { promise } = await this.casting.cast();
      this.done({ tracker, promise, counter });
    }, null, () => this.unsure("unsure_text", () => this.cast()));
  }

  challenge() {
    const { tracker } = this.casting.hand;
    return this.trying(async () => {
      this.busy("challenging");
      const file = await this.casting.challenge();
      this.isGuarded = false;
      this.show("cast", this.say("challenged_title"), this.screens.challenged(tracker, file));
    }, null, () => this.unsure("unsure_challenge_text", () => this.challenge()));
  }

  unsure(text, again) {
    this.show("cast", this.say("unsure_title"), this.screens.unsure(text, again));
  }

  done({ tracker, promise, counter }) {
    this.isGuarded = false;
    if (this.isPractice) return this.show("receipt", this.say("practice_done"), this.screens.practised());
    this.remembered.set({ tracker, promise: proofBytes(this.definition.group, promise), counter });
    return this.receipt({ tracker, promise }, this.say(counter ? "changed_title" : "cast_title"));
  }

  receipt({ tracker, promise }, title) {
    this.show("receipt", title, this.screens.receipt(tracker, promise));
  }

  /** The receipt that the tab remembers. */
  showKept({ tracker, promise }) {
    return this.trying(async () => {
      const read = readProof(this.definition.group, promise, "promise");
      checkPromise(this.definition, tracker, read);
      this.receipt({ tracker, promise: read }, this.say("cast_title"));
    });
  }

  /** On to another ballot: a made-up choice that was challenged is taken off first, and can be put back. */
  async change({ clears = false } = {}) {
    if (!this.casting.voter) return this.begin();
    if (clears) this.choosing.clear();
    return this.trying(() => this.welcome(this.casting.voter.key), () => this.change());
  }

  /** Another QR code was scanned into this tab. */
  scan(code) {
    if (!code || this.casting?.voter || this.isPractice) return;
    this.#code = code;
    if (this.casting) this.begin();
  }

  finish() {
    this.remembered.forget();
    this.casting = null;
    this.choosing = null;
    this.show(null, this.say("finished_title"), this.screens.finished());
  }

  // What can go wrong, and where the voter's ballot stands then.

  /** Does a deed; where no answer came, it is offered `again`, or else `unreached` says how it goes on. */
  async trying(deed, again, unreached = () => this.unreachable(again)) {
    try {
      await deed();
    } catch (error) {
      if (error instanceof Unreachable) unreached();
      else if (error instanceof Overtaken) this.show("cast", this.say("overtaken_title"), this.screens.overtaken());
      else if (error instanceof Refused) await this.refused(error);
      else if (error instanceof CheckFailed) this.show(null, this.say("untrue_title"), this.screens.untrue(error.check));
      else {
        this.show(null, this.say("broken_title"), this.screens.broken());
        throw error;
      }
    }
  }

  unreachable(again) {
    this.show(null, this.say("unreachable_title"), this.screens.unreachable(again));
  }

  async refused({ code, words }) {
    this.isGuarded = false;
    const hand = this.casting?.hand;
    if (code === "unlisted-credential") {
      return this.show("code", this.say("code_title"), this.screens.code("", this.say("code_unlisted")));
    }
    // A ballot that was sent before may have arrived all the same.
    const stands = hand?.entry ? await this.screens.kept({ tracker: hand.tracker, promise: null }) : null;
    return this.show(null, this.say("refused_title"), this.screens.refused(words[this.speaker.language] ?? code, stands));
  }
}

/** The code behind the `#` of the address on a postcard; it is taken out of the address at once. */
export function scannedCode(place, history) {
  const found = place.hash.slice(1);
  if (found) history.replaceState(history.state, "", place.pathname + place.search);
  try {
    return decodeURIComponent(found);
  } catch {
    return found;
  }
}

