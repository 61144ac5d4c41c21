// A closed vote as a trustee finds it on the board, verified before anything is done with it.
//
// `vote.tomoni` is a record up to its last head; `mix-1.tomoni`, … hold one mix of every list each, and
// `opening-1.tomoni`, … what each trustee gave. `board` gives the bytes of a file of a name, or null.
import { Check, CheckFailed } from "../protocol/errors.js";
import { checkHead, requireCountersigned } from "../protocol/heads.js";
import { RecordReader } from "../protocol/record/reader.js";
import { fingerprint, number } from "../protocol/transcript.js";
import { Verification } from "../verify/verifier.js";
import { Waiting } from "./refusal.js";
import { countersignatureName, readTrusteeSignature } from "./signed.js";

export const VOTE = "vote.tomoni";
export const mixName = (turn) => `mix-${turn}.tomoni`;
export const openingName = (trustee) => `opening-${trustee}.tomoni`;

const readerOf = (octets) => RecordReader.of([octets]);

/** Verifies all up to the selection, but for the countersignatures of the last head: {definition, log}. */
export async function verifiedVote(board, report, crew) {
  const octets = board(VOTE);
  if (!octets) throw new Waiting("no_vote");
  const steps = new Verification(await readerOf(octets), report, crew);
  const definition = await steps.definition();
  const log = await steps.log(definition, await steps.parties(definition));
  steps.reader.end();
  return { definition, log };
}

/** The last head with all countersignatures that lie on the board, checked; throws `countersignature`. */
export function countersigned({ definition, log }, board) {
  const countersignatures = new Map(log.head.countersignatures);
  definition.trustees.signingKeys.forEach((_, place) => {
    const encoded = board(countersignatureName(log.head.head.size, place + 1));
    if (encoded) countersignatures.set(place + 1, readTrusteeSignature(definition.group, place + 1, encoded));
  });
  const signed = { ...log.head, countersignatures };
  checkHead(definition, signed);
  requireCountersigned(definition, signed);
  return signed;
}

/** `lists`: of each electorate as the last mix left it; `mixers`: who mixed so far, by turn. */
class Mixed {
  constructor(vote, lists, mixers) {
    Object.assign(this, { vote, lists, mixers });
  }

  get ballots() {
    return this.lists.reduce((sum, { size }) => sum + size, 0);
  }

  get isComplete() {
    return this.mixers.length === this.vote.definition.mixes || this.ballots === 0;
  }

  /** Names the one list (of every electorate) that a trustee opens. */
  get fingerprint() {
    const parts = this.lists.flatMap(({ size, octets }) => [number(size), octets]);
    return fingerprint("opened-list", this.vote.definition.fingerprint, ...parts);
  }
}

/** Verifies the mixes that lie on the board, from the first on, up to k. */
export async function verifiedMixes(vote, board, report, crew) {
  let mixed = new Mixed(vote, vote.log.selection.lists, []);
  while (!mixed.isComplete) {
    const octets = board(mixName(mixed.mixers.length + 1));
    if (!octets) break;
    mixed = await withTurn(mixed, octets, report, crew);
    report.notePassed("mix", mixed.ballots);
  }
  return mixed;
}

async function withTurn(mixed, octets, report, crew) {
  const { definition } = mixed.vote;
  const turn = mixed.mixers.length + 1;
  const steps = new Verification(await readerOf(octets), report, crew);
  const lists = [];
  let mixer = null;
  for (const [electorate, rows] of mixed.lists.entries()) {
    if (!rows.size) {
      lists.push(rows);
      continue;
    }
    const { place, after } = await steps.mix(definition, rows);
    mixer ??= place.mixer;
    const isInPlace = place.electorate === electorate && place.number === turn && place.mixer === mixer;
    if (!isInPlace || mixed.mixers.includes(mixer)) throw new CheckFailed(Check.MIXERS, `mix ${turn} of list ${electorate}`);
    lists.push(after);
  }
  steps.reader.end();
  return new Mixed(mixed.vote, lists, [...mixed.mixers, mixer]);
}

