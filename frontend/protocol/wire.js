// Numbers and proofs as bytes: scalars little-endian, of the length of the group's order.
import { bytesToNumberLE, numberToBytesLE } from "@noble/curves/utils.js";
import { concatBytes } from "@noble/hashes/utils.js";
import { Check, CheckFailed } from "./errors.js";
import { requireScalar } from "./groups/base.js";

export const scalarSize = (group) => Math.ceil(group.order.toString(2).length / 8);
export const scalarBytes = (group, scalar) => numberToBytesLE(scalar, scalarSize(group));

/** The scalar in exactly `scalarSize` bytes; throws `scalar`. */
export function readScalar(group, encoding, where) {
  if (encoding.length !== scalarSize(group)) throw new CheckFailed(Check.SCALAR, where);
  return requireScalar(group, bytesToNumberLE(encoding), where);
}

export const proofSize = (group) => 2 * scalarSize(group);
export const proofBytes = (group, { c, z }) => concatBytes(scalarBytes(group, c), scalarBytes(group, z));

/** Challenge and answer of a proof or signature, one after the other; throws `scalar`. */
export function readProof(group, encoding, where) {
  const size = scalarSize(group);
  return { c: readScalar(group, encoding.subarray(0, size), where), z: readScalar(group, encoding.subarray(size), where) };
}
