// How far a key generation has come, from what lies on the board: the same for everybody, and the same as
// voting/trustee/following.py.
//
// Round by round: keys, hashes, dealings with sealed shares, verdicts. Whoever reveals something else than was
// hashed, deals a bad share, complains without reason, was shown other files or calls the attempt off ends
// it, by name, and the next attempt begins with fresh polynomials. Nobody is left out: an attempt is
// finished by all n trustees or by none.
import { equalBytes } from "@noble/curves/utils.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { ceremonyFingerprint, checkCeremony, partiesOf } from "../protocol/ceremony.js";
import { Check, CheckFailed } from "../protocol/errors.js";
import { checkContribution } from "../protocol/lots.js";
import { atFault } from "../protocol/sealed_shares.js";
import { checkDealing } from "../protocol/threshold.js";
import {
  Kind,
  Letter,
  MOST_ATTEMPTS,
  readCommitment,
  readKeys,
  readRevealed,
  readVerdict,
  seenCommitments,
  seenDealings,
  seenKeys,
} from "./messages.js";

/** What is being waited for. */
export const Stage = Object.freeze({ KEYS: 0, COMMITMENTS: 1, DEALINGS: 2, VERDICTS: 3, DONE: 4 });

const trusteesOf = ({ n }) => Array.from({ length: n }, (_, place) => place + 1);

/**
 * Where the key generation stands: `missing` are trustees whose document of this stage is not there yet;
 * `faults` {attempt, trustee, check}, null where the trustee called it off; `made` {ceremony, keys,
 * contributions} is there once all have revealed, and counts only when the stage is DONE.
 */
export class Standing {
  constructor(invitation, stage, attempt, missing, more = {}) {
    Object.assign(this, { faults: [], keys: [], commitments: [], revealed: [], made: null }, more);
    Object.assign(this, { invitation, stage, attempt, missing });
  }

  get roster() {
    return seenKeys(this.invitation, this.keys);
  }

  get seenCommitments() {
    return seenCommitments(this.roster, this.attempt, this.commitments);
  }

  get seenDealings() {
    return seenDealings(this.seenCommitments, this.invitation.group, this.revealed);
  }

  /** What all verdicts are about; throws `ceremony` while not all have revealed. */
  get transcript() {
    if (!this.made) throw new CheckFailed(Check.CEREMONY, "not all trustees have revealed");
    return this.made;
  }

  get parties() {
    return partiesFor(this.invitation, this.attempt, this.keys);
  }

  route(i, j) {
    return { parties: this.parties, i, j, key: this.keys[j - 1].sealing };
  }
}

const partiesFor = ({ election, t, n }, attempt, keys) => partiesOf(election, attempt, t, n, keys.map(({ signing }) => signing));

/** Where the key generation stands; `get` gives the document of a name on the board, or null. */
export function follow(invitation, get) {
  const [keys, missing] = [[], []];
  for (const i of trusteesOf(invitation)) {
    const letter = new Letter(invitation, Kind.KEYS, 0, i);
    const encoded = get(letter.name);
    if (encoded) keys.push(readKeys(letter, encoded));
    else missing.push(i);
  }
  if (missing.length) return new Standing(invitation, Stage.KEYS, 1, missing);
  const distinct = new Set(keys.flatMap(({ signing, sealing }) => [signing, sealing].map((key) => bytesToHex(key.bytes))));
  if (distinct.size !== 2 * invitation.n) throw new CheckFailed(Check.CEREMONY, "two trustees with one key");
  const faults = [];
  for (let number = 1; number <= MOST_ATTEMPTS; number += 1) {
    const attempt = new Attempt(invitation, number, keys, get);
    const standing = attempt.standing([...faults]);
    if (!attempt.faults.length) return standing;
    faults.push(...new Map(attempt.faults.map((fault) => [JSON.stringify(fault), fault])).values());
  }
  throw new CheckFailed(Check.CEREMONY, `${MOST_ATTEMPTS} attempts`);
}

class Attempt {
  faults = [];

  constructor(invitation, number, keys, get) {
    Object.assign(this, { invitation, number, keys, get, parties: partiesFor(invitation, number, keys) });
  }

  /** How far this attempt is; `this.faults` tells afterwards whether it is void. */
  standing(faults) {
    const calledOff = [...this.bodies(Kind.ABORT).keys()];
    let standing;
    try {
      standing = this.rounds(faults);
    } catch (failure) {
      // What cannot even be read does not keep the others from calling it off.
      if (!(failure instanceof CheckFailed) || !calledOff.length) throw failure;
      standing = this.at(Stage.COMMITMENTS, [], { faults });
    }
    if (standing.stage !== Stage.DONE) calledOff.forEach((i) => this.fault(i, null));
    return standing;
  }

  fault(trustee, check) {
    this.faults.push({ attempt: this.number, trustee, check });
  }

  rounds(faults) {
    const hashes = this.round(Kind.COMMITMENT, readCommitment);
    const roster = seenKeys(this.invitation, this.keys);
    this.requireSeen(hashes.there, roster);
    if (hashes.missing.length || this.faults.length) return this.at(Stage.COMMITMENTS, hashes.missing, { faults });
    const commitments = allOf(hashes.there);
    const seen = seenCommitments(roster, this.number, commitments);
    const dealt = this.round(Kind.DEALING, readRevealed);
    this.requireSeen(dealt.there, seen);
    for (const [i, each] of dealt.there) this.blaming(i, () => this.checkRevealed(i, each, commitments[i - 1]));
    if (dealt.missing.length || this.faults.length) {
      return this.at(Stage.DEALINGS, dealt.missing, { faults, commitments });
    }
    return this.verdicts(faults, commitments, allOf(dealt.there), seen);
  }

  verdicts(faults, commitments, revealed, seen) {
    const { group } = this.invitation;
    const made = this.made(commitments, revealed);
    const verdicts = this.round(Kind.VERDICT, readVerdict);
    this.requireSeen(verdicts.there, seenDealings(seen, group, revealed));
    for (const [j, verdict] of verdicts.there) {
      for (const complaint of verdict.complaints) {
        const route = { parties: this.parties, i: complaint.i, j, key: this.keys[j - 1].sealing };
        const { shares, dealing } = revealed[complaint.i - 1];
        this.fault(atFault(group, route, shares.get(j), complaint, dealing), Check.SHARE);
      }
      const isConfirmed = equalBytes(verdict.ceremony, ceremonyFingerprint(group, made.ceremony));
      if (!verdict.complaints.length && !isConfirmed) this.fault(j, Check.CEREMONY);
    }
    const isDone = !verdicts.missing.length && !this.faults.length;
    return this.at(isDone ? Stage.DONE : Stage.VERDICTS, verdicts.missing, { faults, commitments, revealed, made });
  }

  made(commitments, revealed) {
    const ceremony = {
      election: this.invitation.election,
      attempt: this.number,
      t: this.invitation.t,
      signingKeys: this.keys.map(({ signing }) => signing),
      committed: commitments.map(({ dealing }) => dealing),
      dealings: revealed.map(({ dealing }) => dealing),
    };
    const contributions = {
      lotCommitments: commitments.map(({ lot }) => lot),
      lot: revealed.map(({ lot }) => lot),
      auditCommitments: commitments.map(({ audit }) => audit),
    };
    return { ceremony, keys: checkCeremony(this.invitation.group, ceremony), contributions };
  }

  checkRevealed(i, { dealing, lot }, hashed) {
    checkDealing(this.invitation.group, this.parties, dealing, hashed.dealing);
    checkContribution(this.invitation.election, "lot", i, hashed.lot, lot, Check.LOT);
  }

  round(kind, read) {
    const bodies = this.bodies(kind);
    const there = new Map();
    for (const [i, body] of bodies) {
      this.blaming(i, () => there.set(i, read(new Letter(this.invitation, kind, this.number, i), body)));
    }
    return { there, missing: trusteesOf(this.invitation).filter((i) => !bodies.has(i)) };
  }

  bodies(kind) {
    const found = new Map();
    for (const i of trusteesOf(this.invitation)) {
      const letter = new Letter(this.invitation, kind, this.number, i);
      const encoded = this.get(letter.name);
      if (encoded) found.set(i, letter.body(encoded, this.keys[i - 1].signing));
    }
    return found;
  }

  /** What a trustee signed and is wrong is its fault. */
  blaming(i, check) {
    try {
      check();
    } catch (failure) {
      if (!(failure instanceof CheckFailed)) throw failure;
      this.fault(i, failure.check);
    }
  }

  requireSeen(parts, seen) {
    for (const [i, part] of parts) if (!equalBytes(part.seen, seen)) this.fault(i, Check.CEREMONY);
  }

  at(stage, missing, more) {
    return new Standing(this.invitation, stage, this.number, missing, { keys: this.keys, ...more });
  }
}

const allOf = (there) => [...there].sort(([i], [j]) => i - j).map(([, part]) => part);
