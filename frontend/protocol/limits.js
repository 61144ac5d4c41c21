// What a ballot may say: its kind and packing, and the limits that are checked once it is open.
//
// Ciphertexts do not show whether a limit is kept. The browser keeps to it, and everyone checks
// every opened ballot again: one over a limit is listed as invalid and not counted.
import { Check, CheckFailed } from "./errors.js";
import { fieldsOf } from "./fields.js";
import { BallotKind, Packing } from "./packing.js";

const MOST_QUOTAS = 100;

/**
 * The ballot of one election. `costs`: of each option, where it has one, else null.
 *
 * `limits` is {least, most, budget, points, quotas}: `least` and `most` options named (with points,
 * those that got any); `budget`, the most that they may cost together, and `points`, what the points
 * of a ballot add up to at most, may be null; of the `options` of a quota `least` to `most` are named.
 */
export class BallotForm {
  constructor(packing, limits, costs) {
    Object.assign(this, { packing, limits, costs });
    Object.freeze(this);
  }

  /** Checks an opened choice against the limits; throws `limits`. */
  check(choice) {
    const { limits } = this;
    const named = this.named(choice);
    const refuse = (where) => {
      throw new CheckFailed(Check.LIMITS, where);
    };
    if (named.size < limits.least || named.size > limits.most) refuse("number of options");
    if (limits.budget !== null && this.cost(choice) > BigInt(limits.budget)) refuse("over the budget");
    if (limits.points !== null && choice.reduce((sum, points) => sum + points, 0) > limits.points) refuse("too many points");
    for (const quota of limits.quotas) {
      const kept = quota.options.filter((option) => named.has(option)).length;
      if (kept < quota.least || kept > quota.most) refuse("a quota");
    }
  }

  /** The options that a choice names. */
  named(choice) {
    if (this.packing.kind !== BallotKind.POINTS) return new Set(choice);
    return new Set(choice.flatMap((points, option) => (points ? [option] : [])));
  }

  /** What the options named cost together: a BigInt, for sums beyond 2**53. */
  cost(choice) {
    return [...this.named(choice)].reduce((sum, option) => sum + BigInt(this.costs[option] ?? 0), 0n);
  }
}

/** The form in a definition; throws `ballot-form`. */
export function readForm(value, costs) {
  return fieldsOf(value, "ballot", Check.BALLOT_FORM, (fields) => {
    const packing = readPacking(fields, costs.length);
    const limits = {
      least: fields.whole("least", 0, costs.length),
      most: fields.whole("most", 1, costs.length),
      budget: fields.wholeOrNone("budget"),
      points: fields.wholeOrNone("points", 1),
      quotas: fields.items("quotas", MOST_QUOTAS).map((quota) => readQuota(quota, costs.length)),
    };
    if (limits.least > limits.most) throw fields.refusal("least is over most");
    if ((limits.points === null) === (packing.kind === BallotKind.POINTS)) {
      throw fields.refusal("points are for ballots with points");
    }
    if (limits.budget !== null && costs.includes(null)) throw fields.refusal("an option without cost under a budget");
    return new BallotForm(packing, limits, costs);
  });
}

function readPacking(fields, options) {
  const [kind, limit] = [fields.text("kind"), fields.whole("limit")];
  if (!Object.values(BallotKind).includes(kind)) throw fields.refusal("its kind is unknown");
  try {
    return new Packing(kind, options, limit);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw fields.refusal(error.message);
  }
}

function readQuota(value, options) {
  return fieldsOf(value, "quota", Check.BALLOT_FORM, (fields) => {
    const named = fields.items("options", options);
    const isPlace = (option) => Number.isSafeInteger(option) && option >= 0 && option < options;
    if (!named.every((option, place) => isPlace(option) && (place === 0 || option > named[place - 1]))) {
      throw fields.refusal("options are rising places");
    }
    return { options: named, least: fields.whole("least", 0, options), most: fields.whole("most", 0, options) };
  });
}
