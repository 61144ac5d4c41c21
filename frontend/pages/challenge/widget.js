// A challenged ballot as a person checks it: choose the file, read what it says, compare.
import { bytesToHex } from "@noble/hashes/utils.js";
import { LONGEST, audit, readChallenged, told } from "../../ballot/challenged.js";
import { CheckFailed } from "../../protocol/errors.js";
import CHECKS from "../checks.json";
import { h, notice, paragraph } from "../dom.js";
import { Speaker } from "../speaking.js";
import { WORDS } from "./words.js";

export class ChallengeWidget {
  constructor(root, language) {
    this.speaker = new Speaker(language, WORDS);
    const chosen = async () => {
      await this.check(input.files[0]);
      // So that the same file, mended, can be chosen again.
      input.value = "";
    };
    const input = h("input", { type: "file", id: "challenge-file", accept: ".json,application/json", change: chosen });
    this.said = h("div", { role: "status" });
    const dropped = (event) => {
      event.preventDefault();
      this.check(event.dataTransfer.files[0]);
    };
    const field = h(
      "div",
      { class: "tm-field tm-page-drop", dragover: (event) => event.preventDefault(), drop: dropped },
      h("label", { class: "tm-field__label", for: "challenge-file" }, this.say("choose")),
      paragraph(this.say("choose_hint"), "tm-field__hint"),
      input,
    );
    root.replaceChildren(field, this.said);
  }

  say(name, values) {
    return this.speaker.say(name, values);
  }

  async check(file) {
    if (!file) return;
    this.said.replaceChildren(...(await this.answerTo(file)));
  }

  async answerTo(file) {
    const encoded = file.size > LONGEST ? null : await file.arrayBuffer().catch(() => null);
    if (!encoded) return [notice("error", this.say("unusable"), paragraph(this.say("unusable_text")))];
    try {
      const challenged = readChallenged(new Uint8Array(encoded));
      audit(challenged);
      return this.good(challenged);
    } catch (error) {
      if (!(error instanceof CheckFailed)) throw error;
      return [this.refusal(error)];
    }
  }

  good({ definition, tracker, choice }) {
    const { language } = this.speaker;
    const lines = told(definition, choice, language);
    const facts = [
      ["question", definition.question[language]],
      ["says", h("ul", {}, (lines.length ? lines : [this.say("nothing")]).map((line) => h("li", {}, line)))],
      ["tracker", h("code", {}, bytesToHex(tracker))],
      ["fingerprint", h("code", {}, bytesToHex(definition.fingerprint))],
    ];
    return [
      notice("success", this.say("good"), paragraph(this.say("compare"))),
      definition.rehearsal ? notice("warning", this.say("rehearsal")) : "",
      h("dl", { class: "tm-descriptions" }, facts.map(([name, fact]) => h("div", {}, h("dt", {}, this.say(name)), h("dd", {}, fact)))),
      paragraph(this.say("never_cast")),
    ];
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
}
