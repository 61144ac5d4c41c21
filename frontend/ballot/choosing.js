// A choice in the making: picks, points or ranks, with undo, and what still stands in its way.
import { BallotKind } from "../protocol/packing.js";

export class Choosing {
  #before = [];

  constructor(form) {
    this.form = form;
    this.kind = form.packing.kind;
    this.options = form.packing.options;
    this.choice = this.#empty();
  }

  get canUndo() {
    return this.#before.length > 0;
  }

  get isEmpty() {
    return this.form.named(this.choice).size === 0;
  }

  has(option) {
    return this.form.named(this.choice).has(option);
  }

  /** Points of an option, or its rank from 1, or 0. */
  valueOf(option) {
    if (this.kind === BallotKind.POINTS) return this.choice[option];
    return this.choice.indexOf(option) + 1;
  }

  /** Picks an option or takes the pick back; a rank is the next one. */
  toggle(option) {
    if (this.has(option)) return this.#become(this.choice.filter((each) => each !== option));
    const more = [...this.choice, option];
    return this.#become(this.kind === BallotKind.APPROVAL ? more.sort((a, b) => a - b) : more);
  }

  give(option, points) {
    const most = this.form.packing.limit;
    const given = Number.isFinite(points) ? Math.min(most, Math.max(0, Math.trunc(points))) : 0;
    this.#become(this.choice.with?.(option, given) ?? this.choice.map((each, at) => (at === option ? given : each)));
  }

  /** Moves a ranked option up (-1) or down (1). */
  move(option, step) {
    const at = this.choice.indexOf(option);
    const to = at + step;
    if (at < 0 || to < 0 || to >= this.choice.length) return;
    const moved = [...this.choice];
    [moved[at], moved[to]] = [moved[to], moved[at]];
    this.#become(moved);
  }

  clear() {
    if (!this.isEmpty) this.#become(this.#empty());
  }

  undo() {
    if (this.canUndo) this.choice = this.#before.pop();
  }

  get count() {
    return this.form.named(this.choice).size;
  }

  get cost() {
    return this.form.cost(this.choice);
  }

  get points() {
    return this.kind === BallotKind.POINTS ? this.choice.reduce((sum, each) => sum + each, 0) : 0;
  }

  /** What stands in the way of casting it, as [name, values]; nothing where it is within the limits. */
  get problems() {
    const { limits, packing } = this.form;
    const most = this.kind === BallotKind.RANKING ? Math.min(limits.most, packing.limit) : limits.most;
    const found = [];
    if (this.count < limits.least) found.push(["too_few", { least: limits.least, more: limits.least - this.count }]);
    if (this.count > most) found.push(["too_many", { most, fewer: this.count - most }]);
    if (limits.budget !== null && this.cost > BigInt(limits.budget)) {
      found.push(["over_budget", { over: this.cost - BigInt(limits.budget) }]);
    }
    if (limits.points !== null && this.points > limits.points) found.push(["over_points", { over: this.points - limits.points }]);
    for (const quota of limits.quotas) {
      const kept = quota.options.filter((option) => this.has(option)).length;
      if (kept < quota.least) found.push(["quota_few", { quota, kept }]);
      if (kept > quota.most) found.push(["quota_many", { quota, kept }]);
    }
    return found;
  }

  #empty() {
    return this.kind === BallotKind.POINTS ? Array(this.options).fill(0) : [];
  }

  #become(choice) {
    this.#before.push(this.choice);
    this.choice = choice;
  }
}
