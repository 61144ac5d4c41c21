// The options on the screen: ticked, given points or ranked, with what they come to and what is in the way.
import { BallotKind } from "../protocol/packing.js";
import { button, h, notice, paragraph } from "../pages/dom.js";

export class ChoosingView {
  /** `order`: the places of the options as drawn for this screen. `done` is called once nothing is in the way. */
  constructor({ definition, choosing, order, speaker, links, done }) {
    Object.assign(this, { definition, choosing, order, speaker, links, done, buttons: {} });
    this.options = h("div");
    this.tally = h("div", { class: "tm-casting__tally", role: "status" });
    this.problems = h("div", { role: "alert" });
    const deed = (act) => () => {
      act();
      this.draw();
    };
    this.undo = button(this.say("undo"), deed(() => choosing.undo()), "secondary");
    this.clear = button(this.say("clear"), deed(() => choosing.clear()), "quiet");
    this.root = h(
      "div",
      { class: "tm-stack" },
      this.rules(),
      paragraph(this.say("choose_order"), "tm-small tm-muted"),
      this.options,
      h("div", { class: "tm-casting__bar" }, this.tally, this.problems, h("div", { class: "tm-button-row" }, button(this.say("to_summary"), () => this.finish()), this.undo, this.clear)),
    );
    this.draw();
  }

  say(name, values) {
    return this.speaker.say(name, values);
  }

  nameOf(option) {
    return this.definition.options[option].name[this.speaker.language];
  }

  money(amount) {
    return this.say("yen", { amount: this.speaker.numbers.format(amount) });
  }

  /** What the ballot allows, in sentences. */
  rules() {
    const { limits, packing } = this.choosing.form;
    const { least, budget, points } = limits;
    const most = Math.min(limits.most, packing.kind === BallotKind.RANKING ? packing.limit : limits.most);
    const sentences = {
      approval: () => this.say(least ? "choose_approval" : "choose_approval_any", { least, most }),
      points: () => this.say("choose_points", { points, limit: packing.limit }),
      ranking: () => this.say("choose_ranking", { most }),
    };
    const told = [sentences[packing.kind]()];
    if (budget !== null) told.push(this.say("choose_budget", { budget: this.money(budget) }));
    for (const quota of limits.quotas) told.push(this.say("choose_quota", { ...quota, names: this.namesOf(quota) }));
    if (!least) told.push(this.say("choose_blank"));
    return h("ul", { class: "tm-casting__rules" }, told.map((sentence) => h("li", {}, sentence)));
  }

  namesOf(quota) {
    return quota.options.map((option) => this.nameOf(option)).join(this.speaker.language === "ja" ? "、" : ", ");
  }

  draw() {
    const focused = document.activeElement?.dataset?.key;
    const drawn = { approval: () => this.ticks(), points: () => this.numbers(), ranking: () => this.ranks() };
    this.options.replaceChildren(...drawn[this.choosing.kind]());
    this.undo.setAttribute("aria-disabled", !this.choosing.canUndo);
    this.clear.setAttribute("aria-disabled", this.choosing.isEmpty);
    this.tally.replaceChildren(...this.sums().map((sum) => paragraph(sum)));
    this.problems.replaceChildren();
    if (focused) this.refocus(focused);
  }

  /** The same control, or after a ranked option went elsewhere the first of the list that it is in now. */
  refocus(key) {
    const [deed, option] = key.split(" ");
    const again = this.options.querySelector(`[data-key="${key}"]`);
    (again ?? this.options.querySelector(`[data-key$=" ${option}"]`) ?? this.options.querySelector(`[data-key^="${deed}"]`))?.focus();
  }

  sums() {
    const { choosing } = this;
    const { limits } = choosing.form;
    const { count } = choosing;
    const told = [limits.most < choosing.options ? this.say("picked_of", { count, most: limits.most }) : this.say("picked", { count })];
    if (limits.budget !== null) {
      const left = BigInt(limits.budget) - choosing.cost;
      told.push(this.say("spent", { cost: this.money(choosing.cost), left: this.money(left) }));
    }
    if (limits.points !== null) told.push(this.say("points_left", { points: choosing.points, left: limits.points - choosing.points }));
    return told;
  }

  /** The name of an option with its cost and a way to what is said of it. */
  about(option) {
    const { cost, id } = this.definition.options[option];
    const name = this.nameOf(option);
    return [
      h("span", { class: "tm-casting__name" }, name),
      cost === null ? null : h("span", { class: "tm-casting__cost" }, this.money(cost)),
      this.links[id] && h("a", { href: this.links[id], target: "_blank", rel: "noopener", "aria-label": this.say("details_of", { name }) }, this.say("details")),
    ];
  }

  ticks() {
    const tick = (option) => {
      const id = `option-${option}`;
      const [name, cost, details] = this.about(option);
      const change = () => {
        this.choosing.toggle(option);
        this.draw();
      };
      const box = h("input", { type: "checkbox", id, change, "data-key": `tick ${option}` });
      box.checked = this.choosing.has(option);
      return h("li", { class: "tm-casting__option", "data-picked": box.checked }, box, h("label", { for: id }, name, cost), details);
    };
    return [h("ul", { class: "tm-casting__options" }, this.order.map(tick))];
  }

  numbers() {
    const field = (option) => {
      const [name, cost, details] = this.about(option);
      const values = { name: this.nameOf(option) };
      const give = (points) => () => {
        this.choosing.give(option, points);
        this.draw();
      };
      const given = this.choosing.valueOf(option);
      const most = this.choosing.form.packing.limit;
      const input = h("input", { type: "number", min: 0, max: most, inputmode: "numeric", "aria-label": this.say("points_for", values), "data-key": `points ${option}` });
      input.value = given;
      input.addEventListener("change", () => give(Number(input.value))());
      return h(
        "li",
        { class: "tm-casting__option", "data-picked": given > 0 },
        h("span", { class: "tm-casting__about" }, name, cost),
        h(
          "span",
          { class: "tm-casting__points tm-field" },
          button("−", give(given - 1), "secondary", { "aria-label": this.say("less", values), "data-key": `less ${option}` }),
          input,
          button("＋", give(given + 1), "secondary", { "aria-label": this.say("more", values), "data-key": `more ${option}` }),
        ),
        details,
      );
    };
    return [h("ul", { class: "tm-casting__options" }, this.order.map(field))];
  }

  ranks() {
    const { choosing } = this;
    const deed = (name, option, act, values = {}) => {
      const label = { name: this.nameOf(option), ...values };
      const run = () => {
        act();
        this.draw();
      };
      return button(this.say(name, label), run, "secondary", { "aria-label": this.say(`${name}_of`, label), "data-key": `${name} ${option}` });
    };
    const row = (option, ...deeds) =>
      h("li", { class: "tm-casting__option", "data-picked": choosing.has(option) }, h("span", { class: "tm-casting__about" }, this.about(option)), h("span", { class: "tm-button-row" }, deeds));
    const ranked = choosing.choice.map((option) =>
      row(
        option,
        deed("rank_up", option, () => choosing.move(option, -1)),
        deed("rank_down", option, () => choosing.move(option, 1)),
        deed("rank_off", option, () => choosing.toggle(option)),
      ),
    );
    const rank = choosing.choice.length + 1;
    const rest = this.order.filter((option) => !choosing.has(option));
    const isFull = choosing.choice.length >= choosing.form.packing.limit;
    const others = rest.map((option) => row(option, isFull ? null : deed("rank_add", option, () => choosing.toggle(option), { rank })));
    return [
      h("h3", {}, this.say("ranked")),
      ranked.length ? h("ol", { class: "tm-casting__options tm-casting__options--ranked" }, ranked) : paragraph(this.say("rank_none"), "tm-muted"),
      h("h3", {}, this.say("unranked")),
      h("ul", { class: "tm-casting__options" }, others),
    ];
  }

  finish() {
    const problems = this.choosing.problems.map(([name, values]) => this.problem(name, values));
    if (!problems.length) return this.done();
    this.problems.replaceChildren(notice("error", problems[0], ...problems.slice(1).map((each) => paragraph(each))));
    return undefined;
  }

  problem(name, { quota, over, ...values }) {
    if (quota) return this.say(name, { ...quota, names: this.namesOf(quota) });
    return this.say(name, { ...values, over: name === "over_budget" ? this.money(over) : over });
  }
}

/** A choice as a list, in the order of the ballot or of the ranks; null for an empty one. */
export function summaryOf({ options, form }, choice, speaker) {
  const nameOf = (option) => options[option].name[speaker.language];
  if (!form.named(choice).size) return null;
  const lines = {
    approval: () => choice.map(nameOf),
    points: () => choice.flatMap((points, option) => (points ? [speaker.say("summary_points", { name: nameOf(option), points })] : [])),
    ranking: () => choice.map((option, place) => speaker.say("summary_rank", { rank: place + 1, name: nameOf(option) })),
  };
  return h("ul", { class: "tm-casting__summary" }, lines[form.packing.kind]().map((line) => h("li", {}, line)));
}
