// The ballot: encrypted, bound to election, credential and place in its chain, then signed.
//
// tracker = hash of the unsigned ballot. The portal signs a receipt for it before the voter
// chooses: cast (the credential signs the tracker) or challenge (the ballot is opened and spoilt).
//
// An unsigned ballot is {place, row, proof}; a ballot {unsigned, signature}. A place is {election,
// credential, counter, previous}: the fingerprint of the definition, the public key, 0 for the first
// ballot and then one more than the ballot changed, and that one's tracker. A proof {c, z} is of
// knowledge of the randomness of all w ciphertexts: one challenge, one answer for each.
import { equalBytes } from "@noble/curves/utils.js";
import { concatBytes } from "@noble/hashes/utils.js";
import { drawScalar } from "./draw.js";
import { encrypt, rowBytes } from "./elgamal.js";
import { Check, CheckFailed } from "./errors.js";
import { requireScalar } from "./groups/base.js";
import { checkSignature, sign } from "./signatures.js";
import { challenge, fingerprint, number } from "./transcript.js";
import { scalarBytes } from "./wire.js";

export const MOST_CHANGES = 20;
/** What the first ballot of a credential names as the one before it. */
export const NO_TRACKER = new Uint8Array(32);

const statementOf = ({ election, credential, counter, previous }) => [election, credential.bytes, number(counter), previous];

/** The 32 bytes by which the voter finds the ballot in the log. */
export function trackerOf(group, { place, row, proof }) {
  const answers = concatBytes(...proof.z.map((z) => scalarBytes(group, z)));
  return fingerprint("tracker", ...statementOf(place), rowBytes([row]), scalarBytes(group, proof.c), answers);
}

/** Encrypts the payloads of one ballot; with it the randomness, which opens it if challenged. */
export function encryptBallot(group, key, payloads, place, draw) {
  const randomness = payloads.map(() => drawScalar(draw, group));
  const row = payloads.map((payload, at) => encrypt(group, key, group.embed(payload), randomness[at]));
  const nonces = payloads.map(() => drawScalar(draw, group));
  const c = challengeOf(group, key, place, row, nonces.map((k) => group.multiplyGenerator(k)));
  const z = nonces.map((k, at) => (k + c * randomness[at]) % group.order);
  return [{ place, row, proof: { c, z } }, randomness];
}

/** Cast: the credential's key signs the tracker. */
export const signBallot = (group, unsigned, key, draw) => ({
  unsigned,
  signature: sign(group, "ballot", trackerOf(group, unsigned), key, draw),
});

/**
 * Checks a ballot by itself: its number of elements, proof and signature. Whether the credential
 * is listed and where the ballot stands in its chain is checked over the log.
 *
 * Throws `ballot-shape`, `ballot-proof`, `scalar` or `signature`.
 */
export function checkBallot(group, key, { unsigned, signature }, elements) {
  checkUnsigned(group, key, unsigned, elements);
  checkSignature(group, "ballot", trackerOf(group, unsigned), unsigned.place.credential, signature);
}

/** Checks a ballot before it is cast: its number of elements, counter and proof. */
export function checkUnsigned(group, key, { place, row, proof }, elements) {
  const isFirst = place.counter === 0;
  const isWhole = row.length === elements && proof.z.length === elements && place.counter >= 0 && place.counter <= MOST_CHANGES;
  if (!isWhole || isFirst !== equalBytes(place.previous, NO_TRACKER)) {
    throw new CheckFailed(Check.BALLOT_SHAPE, "elements, counter or chain");
  }
  requireScalar(group, proof.c, "ballot challenge");
  proof.z.forEach((z) => requireScalar(group, z, "ballot answer"));
  const commitments = proof.z.map((z, at) => group.combine([z, -proof.c], [group.generator, row[at].alpha]));
  if (proof.c === 0n || challengeOf(group, key, place, row, commitments) !== proof.c) {
    throw new CheckFailed(Check.BALLOT_PROOF, "knowledge of the randomness");
  }
}

/** Checks a challenged ballot: it encrypts these payloads under this randomness; throws `challenged-ballot`. */
export function checkOpened(group, key, { row }, payloads, randomness) {
  if (payloads.length !== randomness.length || payloads.length !== row.length) {
    throw new CheckFailed(Check.CHALLENGED_BALLOT, "number of elements");
  }
  const again = payloads.map((payload, at) => encrypt(group, key, group.embed(payload), randomness[at]));
  if (!equalBytes(rowBytes([again]), rowBytes([row]))) {
    throw new CheckFailed(Check.CHALLENGED_BALLOT, "it encrypts something else");
  }
}

function challengeOf(group, key, place, row, commitments) {
  const points = commitments.map((each) => each.bytes);
  return challenge(group, "ballot", ...statementOf(place), key.bytes, rowBytes([row]), ...points);
}
