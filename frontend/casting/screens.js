// What each stage of casting shows. Nothing here decides anything: the page does.
import { grouped } from "../ballot/receipt.js";
import { button, h, notice, paragraph, save } from "../pages/dom.js";
import { ChoosingView, summaryOf } from "./choosing_view.js";
import { code, receiptView } from "./receipt_view.js";

const row = (...buttons) => h("div", { class: "tm-button-row" }, buttons);

export class Screens {
  constructor(page) {
    this.page = page;
  }

  say(name, values) {
    return this.page.say(name, values);
  }

  steps(names, now) {
    const name = (each) => this.say(`step_${each}`);
    const item = (each, place) => h("li", { "aria-current": place === now ? "step" : false, "data-done": place < now }, name(each));
    const told = this.say("step", { all: names.length, now: now + 1, name: name(names[now]) });
    return h("nav", { class: "tm-casting__steps", "aria-label": this.say("steps") }, paragraph(told, "tm-small"), h("ol", {}, names.map(item)));
  }

  progress() {
    return h("progress", { class: "tm-recount__progress", max: 1, value: 0, "aria-label": this.say("deriving") });
  }

  practice() {
    return [paragraph(this.say("practice_text")), this.rehearsal(), row(button(this.say("practice_start"), () => this.page.practise()))];
  }

  rehearsal() {
    return this.page.definition.rehearsal && notice("warning", this.say("rehearsal"));
  }

  /** What is known of the ballot that the tab remembers. */
  async kept(kept) {
    const { page } = this;
    if (kept.promise) {
      const show = button(this.say("kept_show"), () => page.showKept(kept), "secondary");
      return notice("success", this.say("kept_cast"), paragraph(this.say("kept_cast_text")), row(show));
    }
    const found = await page.portal.tracker(kept.tracker).then((told) => told?.kind ?? "lost", () => "unknown");
    const name = { ballot: "kept_arrived", spoilt: "kept_spoilt", lost: "kept_lost", unknown: "kept_unknown" }[found];
    return notice(found === "ballot" ? "success" : "warning", this.say(name), paragraph(this.say(`${name}_text`)));
  }

  code(scanned, fault = null) {
    const input = h("input", {
      id: "voting-code",
      type: "text",
      autocomplete: "off",
      autocapitalize: "characters",
      spellcheck: "false",
      "aria-describedby": "voting-code-hint voting-code-fault",
    });
    input.value = scanned ?? "";
    const place = h("div", { id: "voting-code-fault", role: "alert" });
    const tell = (sentence) => {
      input.setAttribute("aria-invalid", "true");
      place.replaceChildren(paragraph(sentence, "tm-field__error"));
    };
    const submit = async (event) => {
      event.preventDefault();
      const found = await this.page.enterCode(input.value);
      if (!found) return;
      tell(found);
      input.focus();
    };
    if (fault) tell(fault);
    return h(
      "form",
      { class: "tm-form", autocomplete: "off", submit },
      this.rehearsal(),
      scanned && notice("success", this.say("code_scanned")),
      h(
        "div",
        { class: "tm-field" },
        h("label", { class: "tm-field__label", for: "voting-code" }, this.say("code_label")),
        h("p", { class: "tm-field__hint", id: "voting-code-hint" }, this.say("code_hint")),
        input,
        place,
      ),
      paragraph(this.say("code_secret"), "tm-small"),
      row(h("button", { type: "submit", class: "tm-button tm-button--primary" }, h("span", {}, this.say("code_start")))),
    );
  }

  excluded(reason) {
    return notice("warning", this.say(`excluded_${reason}`), paragraph(this.say(`excluded_${reason}_text`)));
  }

  standing({ ballots, changes_left: left }) {
    const last = ballots.at(-1);
    const item = (each) =>
      h("li", {}, this.say("voted_number", { number: each.counter + 1 }), " ", code(grouped(each.tracker)), each === last && ` (${this.say("voted_counts")})`);
    return [
      paragraph(this.say("voted_text")),
      h("h3", {}, this.say("voted_list")),
      h("ul", {}, ballots.map(item)),
      left ? null : paragraph(this.say("voted_no_change")),
      row(
        left ? button(this.say("voted_change", { left }), () => this.page.choose()) : null,
        this.page.isPractice ? null : button(this.say("voted_receipt"), () => this.page.receipt(last, this.say("cast_title")), "secondary"),
      ),
    ];
  }

  choosing() {
    const { definition, choosing, order, speaker, links } = this.page;
    return new ChoosingView({ definition, choosing, order, speaker, links, done: () => this.page.confirm() }).root;
  }

  summary() {
    const { definition, choosing, speaker } = this.page;
    return [
      summaryOf(definition, choosing.choice, speaker) ?? notice("warning", this.say("summary_blank")),
      paragraph(this.say("summary_next")),
      row(button(this.say("to_encrypt"), () => this.page.commit()), button(this.say("back"), () => this.page.choose(), "secondary")),
    ];
  }

  committed({ tracker }) {
    return [
      paragraph(this.say("committed_text")),
      h("dl", { class: "tm-descriptions" }, h("div", {}, h("dt", {}, this.say("tracker")), h("dd", {}, code(grouped(tracker))))),
      paragraph(this.say("cast_text")),
      row(
        button(this.say("cast"), () => this.page.cast()),
        button(this.say("challenge"), () => this.page.challenge(), "secondary"),
        button(this.say("back"), () => this.page.choose(), "quiet"),
      ),
      h("details", { class: "tm-disclosure" }, h("summary", {}, this.say("challenge_about")), paragraph(this.say("challenge_text"))),
    ];
  }

  challenged(tracker, file) {
    const { isPractice, offline } = this.page;
    const again = button(this.say("challenged_again"), () => this.page.change({ clears: true }), isPractice ? "primary" : "secondary");
    const number = h("dl", { class: "tm-descriptions" }, h("div", {}, h("dt", {}, this.say("tracker")), h("dd", {}, code(grouped(tracker)))));
    if (isPractice) return [paragraph(this.say("challenged_practice")), row(again)];
    return [
      notice("warning", this.say("challenged_vote")),
      paragraph(this.say("challenged_text")),
      number,
      row(button(this.say("challenged_save"), () => save("challenge.json", file, "application/json")), again),
      h("p", {}, h("a", { href: offline, download: "" }, this.say("challenged_page"))),
    ];
  }

  unsure(text, again) {
    return [notice("warning", this.say("unsure_title"), paragraph(this.say(text))), row(button(this.say("send_again"), again))];
  }

  receipt(tracker, promise) {
    const { definition, portal, speaker, lookup } = this.page;
    return [
      notice("success", this.say("cast_promise")),
      receiptView({ definition, portal, speaker, lookup, tracker, promise }),
      row(button(this.say("again"), () => this.page.change(), "secondary"), button(this.say("finish"), () => this.page.finish(), "quiet")),
    ];
  }

  practised() {
    return [
      notice("success", this.say("practice_done_text")),
      row(button(this.say("again"), () => this.page.change(), "secondary"), button(this.say("finished_again"), () => this.page.begin(), "secondary")),
    ];
  }

  finished() {
    return [paragraph(this.say("finished_text")), row(button(this.say("finished_again"), () => this.page.begin(), "secondary"))];
  }

  closed() {
    return h("p", {}, h("a", { href: this.page.lookup }, this.say("closed_text")));
  }

  overtaken() {
    return [notice("warning", this.say("overtaken_title"), paragraph(this.say("overtaken_text"))), this.standing(this.page.casting.standing)];
  }

  unreachable(again) {
    return [notice("error", this.say("unreachable_title"), paragraph(this.say("unreachable_text"))), row(button(this.say("try_again"), again))];
  }

  refused(reason, stands) {
    return [notice("error", reason, stands ?? paragraph(this.say("refused_text"))), row(button(this.say("start_again"), () => this.page.begin(), "secondary"))];
  }

  untrue(check) {
    return notice("error", this.say("untrue_title"), paragraph(this.say("untrue_text", { check })), paragraph(this.say("untrue_cast")));
  }

  broken() {
    return notice("error", this.say("broken_title"), paragraph(this.say("broken_text")));
  }
}
