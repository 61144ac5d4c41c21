// ElGamal encryption of group elements, and of rows of w of them.
//
// Y = x*G is the election's key. A ciphertext of M under randomness r is
// {alpha, beta} = {r*G, M + r*Y}. A row is the list of the w ciphertexts of one ballot.
import { concatBytes } from "@noble/hashes/utils.js";
import { requireElement } from "./groups/base.js";

/** Encrypts under the randomness r (1 to order - 1), which is to be used once. */
export const encrypt = (group, key, message, r) => ({
  alpha: group.multiplyGenerator(r),
  beta: group.add(message, group.multiply(r, key)),
});

/** The same message under randomness that differs by r. */
export const reEncrypt = (group, key, { alpha, beta }, r) => ({
  alpha: group.add(alpha, group.multiplyGenerator(r)),
  beta: group.add(beta, group.multiply(r, key)),
});

/** Reads alpha and beta, one after the other, and checks both. */
export function requireCiphertext(group, encoding, where) {
  return {
    alpha: requireElement(group, encoding.subarray(0, group.elementSize), `${where}, alpha`),
    beta: requireElement(group, encoding.subarray(group.elementSize), `${where}, beta`),
  };
}

/** All ciphertexts of all rows, one after the other: what challenges over lists hash. */
export const rowBytes = (rows) => concatBytes(...rows.flat().flatMap(({ alpha, beta }) => [alpha.bytes, beta.bytes]));
