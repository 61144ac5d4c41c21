// Which ballots of the log are opened: the last one of each credential that did not vote on paper.
//
// The rules that one entry must keep towards those before it are checked in the order of the log. One
// thing alone is passed over: of two ballots with one counter the first in the log stands.
//
// Entries come as `summaryOf` tells them, keys and trackers in hexadecimal, so that another worker may
// read and check them.
import { bytesToHex } from "@noble/hashes/utils.js";
import { NO_TRACKER, trackerOf } from "./ballots.js";
import { rowBytes } from "./elgamal.js";
import { EntryKind } from "./entries.js";
import { Check, CheckFailed } from "./errors.js";
import { gathered } from "./rows.js";

const { BALLOT, SPOILT, REVOKED, PAPER, BATCH, CLOSED } = EntryKind;
const NONE = bytesToHex(NO_TRACKER);

/** What a selection needs of an entry that was read. */
export function summaryOf(group, entry) {
  const { kind } = entry;
  if (kind === BALLOT) {
    const { place, row } = entry.ballot.unsigned;
    return {
      kind,
      credential: bytesToHex(place.credential.bytes),
      counter: place.counter,
      previous: bytesToHex(place.previous),
      tracker: bytesToHex(trackerOf(group, entry.ballot.unsigned)),
      row: rowBytes([row]),
    };
  }
  if (kind === SPOILT) return { kind, tracker: bytesToHex(entry.tracker) };
  if (kind === REVOKED || kind === PAPER) return { kind, credential: bytesToHex(entry.credential.bytes) };
  if (kind === BATCH) return { kind, electorate: entry.electorate, count: entry.count, fingerprint: entry.fingerprint };
  return { kind };
}

/** Takes the entries of a log in order; `selection` is what they come to. */
export class Selector {
  #standing = new Map();
  #seen = new Set();
  #trackers = new Set();
  #spoilt = new Set();
  #out = new Map();
  #batches = [];
  #passedOver = [];
  #changed = 0;
  #closed = false;

  /** `electorateOf`: the place of the electorate of each listed key. */
  constructor(definition, electorateOf) {
    Object.assign(this, { definition, electorateOf });
  }

  /** Takes the next entry; its own proof and signature are checked elsewhere. */
  take(entry, where) {
    const { kind } = entry;
    if (kind === BALLOT || kind === SPOILT || kind === CLOSED) this.#takeBeforeClosing(entry, where);
    if (kind === REVOKED || kind === PAPER) {
      this.#requireListed(entry.credential, where);
      this.#out.set(entry.credential, kind === PAPER);
    }
    if (kind === BATCH) {
      if (entry.electorate >= this.definition.electorates.length) {
        throw new CheckFailed(Check.PAPER_BALLOTS, `${where}: no such electorate`);
      }
      this.#batches.push(entry);
    }
  }

  /** What is opened, once the log is closed: lists of rows (bytes) by electorate; throws `closing`, `paper-ballots`. */
  selection() {
    if (!this.#closed) throw new CheckFailed(Check.CLOSING, "the log is not closed");
    const onPaper = this.#checkPaper();
    const own = this.definition.electorates.map(() => []);
    for (const credential of [...this.#standing.keys()].sort()) {
      if (!this.#out.has(credential)) own[this.electorateOf.get(credential)].push(this.#standing.get(credential).row);
    }
    const { lists, unopened } = this.#merged(own);
    return {
      lists: lists.map((rows) => ({ size: rows.length, octets: gathered(rows) })),
      counted: lists.reduce((sum, rows) => sum + rows.length, 0),
      changed: this.#changed,
      passedOver: this.#passedOver,
      revoked: [...this.#out.values()].filter((paper) => !paper).length,
      onPaper,
      batches: this.#batches,
      spoilt: this.#spoilt.size,
      unopened,
    };
  }

  #takeBeforeClosing(entry, where) {
    if (this.#closed) throw new CheckFailed(Check.CLOSING, `${where}: after closing`);
    if (entry.kind === CLOSED) this.#closed = true;
    else if (entry.kind === BALLOT) this.#takeBallot(entry, where);
    else {
      if (this.#trackers.has(entry.tracker) || this.#spoilt.has(entry.tracker)) {
        throw new CheckFailed(Check.SPOILT_BALLOT, `${where}: cast, or spoilt before`);
      }
      this.#spoilt.add(entry.tracker);
    }
  }

  #requireListed(credential, where) {
    if (!this.electorateOf.has(credential)) throw new CheckFailed(Check.UNLISTED_CREDENTIAL, where);
    if (this.#out.has(credential)) throw new CheckFailed(Check.EXCLUDED_CREDENTIAL, where);
  }

  #takeBallot({ credential, counter, previous, tracker, row }, where) {
    this.#requireListed(credential, where);
    if (this.#spoilt.has(tracker)) throw new CheckFailed(Check.SPOILT_BALLOT, where);
    const size = this.definition.group.elementSize;
    for (let at = 0; at < row.length; at += size) {
      const half = bytesToHex(row.subarray(at, at + size));
      if (this.#seen.has(half)) throw new CheckFailed(Check.COPIED_CIPHERTEXT, where);
      this.#seen.add(half);
    }
    this.#trackers.add(tracker);
    const standing = this.#standing.get(credential) ?? { counter: -1, tracker: NONE };
    if (counter === standing.counter) {
      this.#passedOver.push(tracker);
      return;
    }
    if (counter !== standing.counter + 1 || previous !== standing.tracker) {
      throw new CheckFailed(Check.BALLOT_CHAIN, where);
    }
    if (counter > 0) this.#changed += 1;
    this.#standing.set(credential, { counter, tracker, row });
  }

  /** The number of paper ballots of each electorate. */
  #checkPaper() {
    const none = () => this.definition.electorates.map(() => 0n);
    const [excluded, typed] = [none(), none()];
    for (const [credential, paper] of this.#out) if (paper) excluded[this.electorateOf.get(credential)] += 1n;
    for (const { electorate, count } of this.#batches) typed[electorate] += count;
    typed.forEach((count, place) => {
      if (count !== excluded[place]) {
        throw new CheckFailed(Check.PAPER_BALLOTS, `${count} typed, ${excluded[place]} given out`);
      }
    });
    return typed.map(Number);
  }

  #merged(own) {
    const { anonymityMinimum: minimum, electorates } = this.definition;
    const lists = own.map((rows) => [...rows]);
    electorates.forEach(({ mergedWith: into }, place) => {
      if (into === null || own[place].length >= minimum) return;
      lists[into].push(...lists[place]);
      lists[place] = [];
    });
    const unopened = lists.flatMap((rows, place) => (rows.length > 0 && rows.length < minimum ? [place] : []));
    for (const place of unopened) lists[place] = [];
    return { lists, unopened };
  }
}
