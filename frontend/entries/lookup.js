// Looks a tracker up in the log of a vote: typed, pasted, or behind the `#` of a receipt's address.
import { bytesToHex } from "@noble/hashes/utils.js";
import { readTracker } from "../ballot/lookup.js";
import { Portal } from "../ballot/portal.js";
import { lookedUp } from "../casting/receipt_view.js";
import { WORDS } from "../casting/words.js";
import { button, h, notice, paragraph } from "../pages/dom.js";
import { Speaker } from "../pages/speaking.js";
import { readDefinition } from "../protocol/definition.js";

class Lookup {
  constructor(root) {
    const { base, fingerprint } = root.dataset;
    Object.assign(this, { fingerprint, portal: new Portal(base), speaker: new Speaker(document.documentElement.lang, WORDS) });
    this.input = h("textarea", { id: "tracker", rows: 3, spellcheck: "false", autocomplete: "off" });
    this.said = h("div", { role: "status" });
    const submit = (event) => {
      event.preventDefault();
      this.search();
    };
    root.append(
      h(
        "form",
        { class: "tm-form", submit },
        h("div", { class: "tm-field" }, h("label", { class: "tm-field__label", for: "tracker" }, this.say("tracker")), this.input),
        h("div", { class: "tm-button-row" }, button(this.say("look_up"), () => this.search())),
      ),
      this.said,
    );
    this.open();
    window.addEventListener("hashchange", () => this.open());
  }

  say(name) {
    return this.speaker.say(name);
  }

  /** A receipt's address names its tracker; the one of a heading does not. */
  open() {
    const found = readTracker(location.hash.slice(1));
    if (!found) return;
    this.input.value = bytesToHex(found);
    this.search();
  }

  async search() {
    const tracker = readTracker(this.input.value);
    this.input.setAttribute("aria-invalid", !tracker);
    if (!tracker) return this.tell(notice("error", this.say("tracker_malformed")));
    this.tell(paragraph(this.say("looking_up")));
    return this.tell(paragraph(await this.found(tracker)));
  }

  async found(tracker) {
    try {
      this.definition ??= readDefinition(await this.portal.definition());
    } catch {
      return this.say("unreachable_title");
    }
    if (bytesToHex(this.definition.fingerprint) !== this.fingerprint) return this.say("untrue_title");
    return lookedUp(this.definition, this.portal, tracker, this.speaker);
  }

  tell(said) {
    this.said.replaceChildren(said);
  }
}

for (const root of document.querySelectorAll("[data-lookup]")) new Lookup(root);
