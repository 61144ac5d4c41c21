// What became of a tracker: the portal's answer, held to the signed head and the tree under it.
import { equalBytes } from "@noble/curves/utils.js";
import { hexToBytes } from "@noble/hashes/utils.js";
import { trackerOf } from "../protocol/ballots.js";
import { canonicalBytes } from "../protocol/canonical.js";
import { EntryKind, entryLeaf, readEntry } from "../protocol/entries.js";
import { Check, CheckFailed } from "../protocol/errors.js";
import { checkHead } from "../protocol/heads.js";
import { checkInclusion } from "../protocol/merkle.js";
import { readHead } from "../protocol/record/parts.js";

/** A tracker as people copy it: 64 digits, with spaces and line ends or none. Null for anything else. */
export function readTracker(typed) {
  const digits = typed.normalize("NFKC").replace(/\s/g, "").toLowerCase();
  return /^[0-9a-f]{64}$/.test(digits) ? hexToBytes(digits) : null;
}

/**
 * {kind: "ballot" or "spoilt", index, size}, or null where the log has none of it. `index` is null until
 * a head covers it. Throws `log-inclusion`, `signature` or `log-entry` where what is shown does not hold.
 */
export async function lookUp(definition, portal, tracker) {
  const told = await portal.tracker(tracker);
  if (!told) return null;
  const { kind, index, size } = told;
  if (index === null) return { kind, index, size: null };
  const signed = readHead(definition.group, canonicalBytes(told.head));
  checkHead(definition, signed);
  if (signed.head.size !== size) throw new CheckFailed(Check.LOG_INCLUSION, "the head is of another size");
  const leaf = hexToBytes(told.leaf);
  checkInclusion(leaf, index, size, told.path.map((step) => hexToBytes(step)), signed.head.root);
  if (told.entry) checkShown(definition, hexToBytes(told.entry), leaf, tracker);
  return { kind, index, size };
}

/** After closing the entry itself is shown: it is the one under the leaf, and bears the tracker. */
function checkShown(definition, encoded, leaf, tracker) {
  const entry = readEntry(definition, encoded, "entry");
  const own = entry.kind === EntryKind.BALLOT ? trackerOf(definition.group, entry.ballot.unsigned) : entry.tracker;
  if (!equalBytes(entryLeaf(definition, encoded), leaf) || !own || !equalBytes(own, tracker)) {
    throw new CheckFailed(Check.LOG_ENTRY, "it is not the entry of this tracker");
  }
}
