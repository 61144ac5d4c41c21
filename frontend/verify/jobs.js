// What workers share out among themselves, and who shares it out. A job is a plain object of numbers,
// texts and bytes, and so is its answer: both go from worker to worker. A check that fails is answered too.
import { equalBytes } from "@noble/curves/utils.js";
import { checkBallot } from "../protocol/ballots.js";
import { readDefinition } from "../protocol/definition.js";
import { EntryKind, checkEntrySignature, entryLeaf, readEntry } from "../protocol/entries.js";
import { CheckFailed } from "../protocol/errors.js";
import { QUICK_GROUPS } from "../protocol/groups/quick.js";
import { decode } from "../protocol/opened.js";
import { combineOpenings, sumsOfOpening } from "../protocol/opening.js";
import { attempted, elementsOf } from "../protocol/rows.js";
import { summaryOf } from "../protocol/selection.js";
import { sumsOfSlice } from "../protocol/shuffle.js";

export const ENTRIES_IN_JOB = 500;

let last = null;

/** The definition of a job, read once. */
function definitionOf({ definition }) {
  if (!last || !equalBytes(last.encoded, definition)) last = readDefinition(definition, QUICK_GROUPS);
  return last;
}

/** Parses the entries from number `first` on, and checks each one's proof and signature. */
function checkEntries(definition, { first, encoded }) {
  return encoded.map((octets, place) => {
    const where = `entry ${first + place}`;
    const entry = readEntry(definition, octets, where);
    try {
      if (entry.kind === EntryKind.BALLOT) {
        checkBallot(definition.group, definition.trustees.key, entry.ballot, definition.elements);
      }
      checkEntrySignature(definition, entry);
    } catch (failure) {
      if (!(failure instanceof CheckFailed)) throw failure;
      throw new CheckFailed(failure.check, `${where}: ${failure.where}`);
    }
    return { ...summaryOf(definition.group, entry), leaf: entryLeaf(definition, octets) };
  });
}

/** Decodes a part of a list, from the factors that checked openings hold for it. */
function openRows({ group, trustees, form, elements }, { rows, factors }) {
  return decode(group, form, combineOpenings(group, trustees.t, elements, rows, factors));
}

const JOBS = {
  keys: ({ group }, { octets }) => elementsOf(group, octets, "credential").length,
  entries: checkEntries,
  mix: ({ group }, { slice }) => sumsOfSlice(group, slice),
  opening: ({ group }, { slice }) => sumsOfOpening(group, slice),
  rows: openRows,
};

/** {value} or {failure}. */
export const answered = ({ kind, ...job }) => attempted(() => JOBS[kind](definitionOf(job), job));

/** Does every job itself, one after the other. */
export const ALONE = { width: 1, answer: async (job) => answered(job) };

/** The values of the answers in the order of the jobs, which may come asynchronously; throws the first check that failed. */
export async function* inOrder(crew, jobs) {
  const waiting = [];
  for await (const job of jobs) {
    waiting.push(crew.answer(job));
    if (waiting.length >= 2 * crew.width) yield valueOf(await waiting.shift());
  }
  while (waiting.length) yield valueOf(await waiting.shift());
}

/** The values of all jobs of a list; the crew hears how many are done. */
export async function allOf(crew, jobs) {
  const values = [];
  for await (const value of inOrder(crew, jobs)) {
    values.push(value);
    crew.told?.(values.length, jobs.length);
  }
  return values;
}

function valueOf({ value, failure }) {
  if (failure) throw new CheckFailed(failure.check, failure.where);
  return value;
}
