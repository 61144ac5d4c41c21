// A key that n trustees make together and any t of them can use; no dealer, nobody has it whole.
//
// Each trustee i = 1 .. n draws a polynomial f_i of degree t - 1 and publishes A_i[k] = a_i[k]*G
// (Feldman). The election's key is Y = sum of A_i[0]; the share of trustee j is x_j = sum of f_i(j),
// and its verification key V_j = x_j*G can be computed by everyone from the A. Commitments are
// committed to by hash before any is revealed (Gennaro, Jarecki, Krawczyk and Rabin, 1999).
//
// Parties are {ceremony, t, n}: the first names election and attempt. A dealing is {i, commitments, proof}.
import { equalBytes } from "@noble/curves/utils.js";
import { drawScalar } from "./draw.js";
import { Check, CheckFailed } from "./errors.js";
import { modulo, total } from "./groups/base.js";
import { checkLogarithm, proveLogarithm } from "./proofs.js";
import { fingerprint, number } from "./transcript.js";
import { scalarBytes } from "./wire.js";

export const statementOf = ({ ceremony, t, n }, i) => [ceremony, number(t), number(n), number(i)];

/** The hash that is published before the dealing itself. */
export const committedDealing = (group, parties, { i, commitments, proof }) =>
  fingerprint(
    "dealing",
    ...statementOf(parties, i),
    ...commitments.map((each) => each.bytes),
    scalarBytes(group, proof.c),
    scalarBytes(group, proof.z),
  );

/** The secret of one trustee for one attempt: never to be used for another. */
export const drawPolynomial = ({ t }, group, draw) => Array.from({ length: t }, () => drawScalar(draw, group));

export const deal = (group, parties, i, polynomial, draw) => ({
  i,
  commitments: polynomial.map((a) => group.multiplyGenerator(a)),
  proof: proveLogarithm(group, "dealing", statementOf(parties, i), polynomial[0], draw),
});

/** Checks a revealed dealing against the hash that was published before. */
export function checkDealing(group, parties, dealing, committed) {
  if (!equalBytes(committedDealing(group, parties, dealing), committed)) {
    throw new CheckFailed(Check.DEALING_COMMITMENT, `trustee ${dealing.i}`);
  }
  if (dealing.commitments.length !== parties.t || dealing.i < 1 || dealing.i > parties.n) {
    throw new CheckFailed(Check.DEALING_SHAPE, `trustee ${dealing.i}`);
  }
  const [point] = dealing.commitments;
  checkLogarithm(group, "dealing", statementOf(parties, dealing.i), point, dealing.proof, Check.DEALING_PROOF);
}

/** f(j): what the trustee sends to trustee j, encrypted to it. */
export const shareFor = (group, polynomial, j) =>
  polynomial.reduceRight((value, a) => (value * BigInt(j) + a) % group.order, 0n);

/** Checks the share that trustee j got against the dealer's commitments; throws `share`. */
export function checkShare(group, dealing, j, share) {
  if (!group.same(group.multiplyGenerator(share), evaluated(group, dealing.commitments, j))) {
    throw new CheckFailed(Check.SHARE, `from trustee ${dealing.i} to trustee ${j}`);
  }
}

/** Y, from the dealings of all trustees; throws `identity-element` for dealings that cancel out. */
export function electionKey(group, dealings) {
  const key = total(group, dealings.map((dealing) => dealing.commitments[0]));
  if (group.same(key, group.identity)) throw new CheckFailed(Check.IDENTITY_ELEMENT, "the election's key");
  return key;
}

/** V_j, from the dealings of all trustees. */
export const verificationKey = (group, dealings, j) =>
  total(group, dealings.map((dealing) => evaluated(group, dealing.commitments, j)));

/** The weight of each distinct index in the value at zero: [index, weight]. */
export function lagrangeWeights(group, indices) {
  const q = group.order;
  return indices.map((j) => {
    let [above, below] = [1n, 1n];
    for (const other of indices) {
      if (other === j) continue;
      above = (above * BigInt(other)) % q;
      below = modulo(below * BigInt(other - j), q);
    }
    return [j, (above * inverse(below, q)) % q];
  });
}

/** 1 / value modulo the prime q (Euclid). */
function inverse(value, q) {
  let [a, b, x, y] = [q, value, 0n, 1n];
  while (b) [a, b, x, y] = [b, a % b, y, x - (a / b) * y];
  return modulo(x, q);
}

/** f(j)*G from the commitments. */
function evaluated(group, commitments, j) {
  const powers = commitments.map((_, k) => BigInt(j) ** BigInt(k));
  return group.combine(powers, commitments);
}
