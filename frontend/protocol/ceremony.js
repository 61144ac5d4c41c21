// The public transcript of the trustees' key generation, which everyone can check again.
//
// A ceremony is {election, attempt, t, signingKeys, committed, dealings}, the lists in the order of the
// trustees 1 .. n. Shares travel encrypted between the trustees and are no part of it.
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { equalBytes } from "@noble/curves/utils.js";
import { canonicalBytes } from "./canonical.js";
import { Check, CheckFailed } from "./errors.js";
import { fieldsOf } from "./fields.js";
import { requireElement } from "./groups/base.js";
import { checkDealing, electionKey, verificationKey } from "./threshold.js";
import { fingerprint, number } from "./transcript.js";
import { proofBytes, proofSize, readProof } from "./wire.js";

export const MOST_TRUSTEES = 100;

/** The parties to one attempt: their keys are bound into every proof of it. */
export const partiesOf = (election, attempt, t, n, signingKeys) => ({
  ceremony: fingerprint("ceremony", utf8ToBytes(election), number(attempt), ...signingKeys.map((key) => key.bytes)),
  t,
  n,
});

export function ceremonyValue(group, { election, attempt, t, signingKeys, committed, dealings }) {
  const trustees = signingKeys.map((key, place) => ({
    signing_key: bytesToHex(key.bytes),
    committed: bytesToHex(committed[place]),
    commitments: dealings[place].commitments.map((each) => bytesToHex(each.bytes)),
    proof: bytesToHex(proofBytes(group, dealings[place].proof)),
  }));
  return { election, attempt, t, trustees };
}

/** What the definition names the ceremony by. */
export const ceremonyFingerprint = (group, ceremony) =>
  fingerprint("ceremony-transcript", canonicalBytes(ceremonyValue(group, ceremony)));

/** Checks all dealings, and computes the keys that they make: {election, verification}. */
export function checkCeremony(group, { election, attempt, t, signingKeys, committed, dealings }) {
  const n = signingKeys.length;
  if (new Set(signingKeys.map((key) => bytesToHex(key.bytes))).size !== n) {
    throw new CheckFailed(Check.CEREMONY, "two trustees with one key");
  }
  const parties = partiesOf(election, attempt, t, n, signingKeys);
  dealings.forEach((dealing, place) => checkDealing(group, parties, dealing, committed[place]));
  return {
    election: electionKey(group, dealings),
    verification: dealings.map((_, place) => verificationKey(group, dealings, place + 1)),
  };
}

/** The ceremony in a document; throws `ceremony`, `group-element`, `identity-element` or `scalar`. */
export function readCeremony(group, value) {
  const [ceremony, trustees] = fieldsOf(value, "ceremony", Check.CEREMONY, (fields) => {
    const election = fields.text("election", 100);
    const attempt = fields.whole("attempt", 1, 1000);
    const t = fields.whole("t", 1, MOST_TRUSTEES);
    const listed = fields.items("trustees", MOST_TRUSTEES);
    if (listed.length < t) throw fields.refusal("fewer trustees than are needed");
    return [{ election, attempt, t }, listed];
  });
  const read = trustees.map((part, place) => readTrustee(group, place + 1, ceremony.t, part));
  const all = (name) => read.map((trustee) => trustee[name]);
  return { ...ceremony, signingKeys: all("key"), committed: all("committed"), dealings: all("dealing") };
}

function readTrustee(group, i, t, value) {
  const where = `trustee ${i}`;
  const [key, committed, commitments, proof] = fieldsOf(value, where, Check.CEREMONY, (fields) => [
    readElement(group, fields, "signing_key"),
    fields.octets("committed", 32),
    fields.allOctets("commitments", group.elementSize, t),
    readProof(group, fields.octets("proof", proofSize(group)), where),
  ]);
  const elements = commitments.map((each) => requireElement(group, each, `${where}, commitment`));
  return { key, committed, dealing: { i, commitments: elements, proof } };
}

/** A member that is an element other than the identity. */
export const readElement = (group, fields, name) =>
  requireElement(group, fields.octets(name, group.elementSize), `${fields.where}, ${name}`);

/** Checks that the definition's keys are those that the ceremony made; throws `ceremony`. */
export function checkTrustees({ group, election, trustees }, ceremony) {
  const made = checkCeremony(group, ceremony);
  const areSame = (some, others) => some.length === others.length && some.every((each, place) => group.same(each, others[place]));
  const agrees =
    ceremony.election === election &&
    ceremony.t === trustees.t &&
    areSame(ceremony.signingKeys, trustees.signingKeys) &&
    equalBytes(ceremonyFingerprint(group, ceremony), trustees.ceremony) &&
    areSame([made.election, ...made.verification], [trustees.key, ...trustees.verificationKeys]);
  if (!agrees) throw new CheckFailed(Check.CEREMONY, "the definition names other keys than were made");
}
