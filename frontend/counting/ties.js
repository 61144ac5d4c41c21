// How ties are broken: lower cost, then more votes, then the lot order drawn before voting.
import { CountingError } from "./errors.js";
import { ZERO, whole } from "./numbers.js";

const CRITERIA = ["cost", "votes", "lot"];

/** Keys are [cost, minus votes, place in the lot order], rationals all: the least wins. */
export function compareKeys(one, other) {
  return one[0].compare(other[0]) || one[1].compare(other[1]) || one[2].compare(other[2]);
}

export const first = (numbers, keys) =>
  numbers.reduce((best, number) => (compareKeys(keys[number], keys[best]) < 0 ? number : best));

/** One key for each project; without `byCost`, as if all cost the same. */
export function tieKeys(instance, votes, tieOrder, { byCost = true } = {}) {
  const { projects, index } = instance;
  const order = tieOrder.length ? tieOrder : projects.map(({ id }) => id);
  const place = new Map(order.map((id, number) => [id, whole(number)]));
  for (const id of order) {
    if (!index.has(id)) throw new CountingError("tie_order_unknown", { project: id });
  }
  if (order.length !== place.size || place.size !== projects.length) {
    throw new CountingError("tie_order_incomplete", { found: order.length, expected: projects.length });
  }
  return projects.map(({ id, cost }, i) => [byCost ? cost : ZERO, votes[i].negated(), place.get(id)]);
}

/**
 * The record of a tie in round `round` between two or more projects, the chosen one first. `by`:
 * what set it apart from the next. `decisive`: whether any of them was not funded in the end.
 */
export function tieBetween(instance, keys, tied, round, decisive) {
  const ordered = [...tied].sort((a, b) => compareKeys(keys[a], keys[b]));
  const [one, next] = ordered;
  const by = CRITERIA.find((_, i) => keys[one][i].compare(keys[next][i]) !== 0);
  return { round, projects: ordered.map((number) => instance.projects[number].id), by, decisive };
}
