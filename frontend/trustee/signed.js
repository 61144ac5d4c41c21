// A trustee's signature of a definition or a head, as it is laid out: {trustee, signature}.
import { bytesToHex } from "@noble/hashes/utils.js";
import { canonicalBytes, readCanonical } from "../protocol/canonical.js";
import { MOST_TRUSTEES } from "../protocol/ceremony.js";
import { Check, CheckFailed } from "../protocol/errors.js";
import { fieldsOf } from "../protocol/fields.js";
import { proofBytes, proofSize, readProof } from "../protocol/wire.js";

export const approvalName = (trustee) => `approval-${trustee}.json`;
export const countersignatureName = (size, trustee) => `countersignature-${size}-${trustee}.json`;

export const trusteeSignatureBytes = (group, trustee, signature) =>
  canonicalBytes({ trustee, signature: bytesToHex(proofBytes(group, signature)) });

/** The signature in a file that bears the trustee's number; throws `encoding`, `signature` or `scalar`. */
export function readTrusteeSignature(group, trustee, encoded) {
  const where = `signature of trustee ${trustee}`;
  const [named, signature] = fieldsOf(readCanonical(encoded), where, Check.SIGNATURE, (fields) => [
    fields.whole("trustee", 1, MOST_TRUSTEES),
    readProof(group, fields.octets("signature", proofSize(group)), where),
  ]);
  if (named !== trustee) throw new CheckFailed(Check.SIGNATURE, `${where}: it names another`);
  return signature;
}
