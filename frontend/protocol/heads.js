// What the log signs: heads over all entries, receipts and promises for single ballots.
//
// A head is {size, root}; a signed one {head, signature, countersignatures}, the last a Map by number
// of trustee. Of a definition, what is read here: group, fingerprint, logKey, trustees.
import { concatBytes } from "@noble/hashes/utils.js";
import { Check, CheckFailed } from "./errors.js";
import { checkSignature, sign } from "./signatures.js";
import { number } from "./transcript.js";

const messageOf = (definition, { size, root }) => concatBytes(definition.fingerprint, number(size), root);

export const signHead = (definition, head, logKey, draw) =>
  sign(definition.group, "head", messageOf(definition, head), logKey, draw);

export const countersign = (definition, head, key, draw) =>
  sign(definition.group, "countersignature", messageOf(definition, head), key, draw);

/** Checks the signature of the log, and those of the trustees who countersigned; throws `signature` or `countersignature`. */
export function checkHead(definition, { head, signature, countersignatures }) {
  const { group, logKey, trustees } = definition;
  const message = messageOf(definition, head);
  checkSignature(group, "head", message, logKey, signature);
  for (const [trustee, countersignature] of countersignatures) {
    const key = trustees.signingKeys[trustee - 1];
    if (!key) throw new CheckFailed(Check.COUNTERSIGNATURE, `there is no trustee ${trustee}`);
    checkSignature(group, "countersignature", message, key, countersignature);
  }
}

/** Checks that t trustees countersigned, as the head that is mixed needs; throws `countersignature`. */
export function requireCountersigned(definition, { countersignatures }) {
  if (countersignatures.size < definition.trustees.t) {
    throw new CheckFailed(Check.COUNTERSIGNATURE, "fewer than t trustees countersigned");
  }
}

/** The portal holds an unsigned ballot of this tracker: now the voter may cast or challenge. */
export const signReceipt = (definition, tracker, logKey, draw) =>
  sign(definition.group, "receipt", concatBytes(definition.fingerprint, tracker), logKey, draw);

/** The ballot of this tracker is stored and will be in the log: evidence, if it is not. */
export const signPromise = (definition, tracker, logKey, draw) =>
  sign(definition.group, "promise", concatBytes(definition.fingerprint, tracker), logKey, draw);

/** The ballot of this tracker is spoilt, and the log will say so: it can never be cast. */
export const signSpoilt = (definition, tracker, logKey, draw) =>
  sign(definition.group, "spoilt", concatBytes(definition.fingerprint, tracker), logKey, draw);

/** Checks that the log had the ballot of this tracker before the voter chose; throws `signature`. */
export const checkReceipt = (definition, tracker, receipt) =>
  checkSignature(definition.group, "receipt", concatBytes(definition.fingerprint, tracker), definition.logKey, receipt);

/** Checks that the log promised to include the ballot of this tracker; throws `signature`. */
export const checkPromise = (definition, tracker, promise) =>
  checkSignature(definition.group, "promise", concatBytes(definition.fingerprint, tracker), definition.logKey, promise);

/** Checks that the log promised to say that the ballot of this tracker is spoilt; throws `signature`. */
export const checkSpoilt = (definition, tracker, promise) =>
  checkSignature(definition.group, "spoilt", concatBytes(definition.fingerprint, tracker), definition.logKey, promise);
