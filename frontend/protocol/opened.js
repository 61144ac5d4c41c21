// From opened rows to choices: what was voted, in one order, and what is not counted and why.
//
// Choices are grouped and sorted, so that neither the order of the mix nor that of casting shows.
// Opened is {choices: [[choice, count]], invalid: [[check, count]]}.
import { CheckFailed } from "./errors.js";

/** Decodes the opened rows of one list, whatever is in them. */
export const decode = (group, form, rows) =>
  sortedOut(form, rows, (row) => form.packing.unpack(row.map((element) => group.extract(element))));

/** Typed ballots, checked like opened ones; they are shown only joined with those. */
export const onPaper = (form, typed) =>
  sortedOut(form, typed, (choice) => {
    form.packing.pack(choice, 1);
    return choice;
  });

/** The parts of one list as one. */
export function joined(parts) {
  const tally = new Tally();
  for (const { choices, invalid } of parts) {
    choices.forEach(([choice, count]) => tally.count(choice, count));
    invalid.forEach(([check, count]) => tally.refuse(check, count));
  }
  return tally.opened();
}

function sortedOut(form, ballots, choiceOf) {
  const tally = new Tally();
  for (const ballot of ballots) {
    try {
      const choice = choiceOf(ballot);
      form.check(choice);
      tally.count(choice, 1);
    } catch (failure) {
      if (!(failure instanceof CheckFailed)) throw failure;
      tally.refuse(failure.check, 1);
    }
  }
  return tally.opened();
}

class Tally {
  #choices = new Map();
  #invalid = new Map();

  count(choice, times) {
    const known = this.#choices.get(choice.join());
    this.#choices.set(choice.join(), [choice, (known?.[1] ?? 0) + times]);
  }

  refuse(check, times) {
    this.#invalid.set(check, (this.#invalid.get(check) ?? 0) + times);
  }

  opened() {
    return {
      choices: [...this.#choices.values()].sort(([a], [b]) => byNumbers(a, b)),
      invalid: [...this.#invalid].sort(([a], [b]) => (a < b ? -1 : 1)),
    };
  }
}

/** Lists of numbers in the order in which Python sorts them. */
function byNumbers(a, b) {
  const at = a.findIndex((number, place) => number !== b[place]);
  return at < 0 || at >= b.length ? a.length - b.length : a[at] - b[at];
}

