// What a recount tells of a published result. Both are results as `parseJson` reads them.
import { Rational, exactText } from "../counting/numbers.js";

/** The ids that were funded in order of purchase or, where nothing is bought, in order. */
export const chosenIn = (result) => result.get("winners") ?? result.get("order");

/**
 * The first thing in which a recount differs from what was published: a `place` with who stands
 * there in both, else a `project` that fared otherwise, else the `course`; null where all is equal.
 */
export function firstDifference(published, ours) {
  const [before, after] = [chosenIn(published), chosenIn(ours)];
  const length = Math.max(before.length, after.length);
  for (let i = 0; i < length; i++) {
    if (before[i] !== after[i]) return { kind: "place", place: i + 1, published: before[i], ours: after[i] };
  }
  const [known, found] = [published, ours].map((result) => result.get("projects") ?? result.get("standings"));
  for (const id of new Set([...known.keys(), ...found.keys()])) {
    if (!isSame(known.get(id), found.get(id))) return { kind: "project", project: id };
  }
  return isSame(published, ours) ? null : { kind: "course" };
}

/** Whom another rule would add to those that were chosen, and whom it would leave out. */
export function changes(published, ours) {
  const [before, after] = [new Set(chosenIn(published)), new Set(chosenIn(ours))];
  return {
    gained: [...after].filter((id) => !before.has(id)),
    lost: [...before].filter((id) => !after.has(id)),
  };
}

/** Whether two documents say the same, in whatever order their keys stand. */
function isSame(one, other) {
  if (one instanceof Rational && other instanceof Rational) return exactText(one) === exactText(other);
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((part, i) => isSame(part, other[i]));
  }
  if (one instanceof Map && other instanceof Map) {
    return one.size === other.size && [...one].every(([key, part]) => other.has(key) && isSame(part, other.get(key)));
  }
  return one === other;
}
