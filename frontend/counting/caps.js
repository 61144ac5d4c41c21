// Caps: how much money, or how many projects, may go to one ward, theme or other group.
import { belongsTo } from "./election.js";
import { CountingError } from "./errors.js";
import { ZERO } from "./numbers.js";

/** At most `cost` of money or `count` projects go to those whose `column` holds `group`. */
export function checkCap({ column, group, cost, count }) {
  const isNegative = (cost !== null && cost.compare(ZERO) < 0) || (count !== null && count < 0n);
  if ((cost === null && count === null) || isNegative) throw new CountingError("bad_cap", { column, group });
}

/** The money that is left, of the whole and within each cap. */
export class Purse {
  constructor(instance, caps) {
    this.left = instance.budget;
    this.projects = instance.projects;
    this.caps = caps.map((cap) => ({ cap, spent: ZERO, bought: 0 }));
  }

  holds(number) {
    return this.projects[number].cost.compare(this.left) <= 0;
  }

  /** Whether every cap on the project's groups leaves room for it. */
  admits(number) {
    const { cost } = this.projects[number];
    return this.capsOn(number).every(
      ({ cap, spent, bought }) =>
        (cap.cost === null || spent.plus(cost).compare(cap.cost) <= 0) && (cap.count === null || bought < cap.count),
    );
  }

  pay(number) {
    const { cost } = this.projects[number];
    this.left = this.left.minus(cost);
    for (const used of this.capsOn(number)) {
      used.spent = used.spent.plus(cost);
      used.bought += 1;
    }
  }

  capsOn(number) {
    return this.caps.filter(({ cap }) => belongsTo(this.projects[number], cap.column, cap.group));
  }
}
