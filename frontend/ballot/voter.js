// What a voter's device does: reads a code, encrypts a choice, signs a ballot.
//
// The key of a code in a vote is `signingKey` of protocol/credentials.js: slow on purpose, so that pages
// have a worker make it (casting/deriving.js).
//
// A voter is {key, credential}: the secret scalar and the public key. A ballot in hand is {unsigned,
// tracker, choice, randomness}: the last two open it if it is challenged, and never leave the device
// otherwise. `standing` is {counter, previous}, which the next ballot has to name.
import { encryptBallot, signBallot, trackerOf } from "../protocol/ballots.js";
import { readCode } from "../protocol/credentials.js";
import { EntryKind, entryBytes } from "../protocol/entries.js";

/** A code as people type it in Japan too: full-width letters, and every kind of hyphen. */
export const readTypedCode = (typed) => readCode(typed.normalize("NFKC").replace(/[\p{Dash}\s]/gu, ""));

export const voterOf = ({ group }, key) => ({ key, credential: group.multiplyGenerator(key) });

/** The choice, encrypted and bound to this voter and vote; throws `choice` or `limits`. */
export function encryptChoice(definition, voter, { counter, previous }, choice, draw) {
  const { group, form, trustees, fingerprint } = definition;
  const payloads = form.packing.pack(choice, group.payloadSize);
  form.check(choice);
  const place = { election: fingerprint, credential: voter.credential, counter, previous };
  const [unsigned, randomness] = encryptBallot(group, trustees.key, payloads, place, draw);
  return { unsigned, randomness, choice, tracker: trackerOf(group, unsigned) };
}

/** The ballot in hand as an entry of the log, signed: from here on it can be cast. */
export function signedEntry(definition, voter, { unsigned }, draw) {
  const ballot = signBallot(definition.group, unsigned, voter.key, draw);
  return entryBytes(definition, { kind: EntryKind.BALLOT, ballot });
}
