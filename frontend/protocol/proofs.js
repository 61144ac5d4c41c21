// Proofs of knowledge of a logarithm, and of the equality of two, in Schnorr's form.
//
// A proof is {c, z}: the challenge, and the answer z = k + c*x. The verifier computes the
// commitment anew, z*G - c*X, and hashes the whole statement (a list of bytes) with it.
import { drawScalar } from "./draw.js";
import { CheckFailed } from "./errors.js";
import { requireScalar } from "./groups/base.js";
import { challenge } from "./transcript.js";

/** Proves knowledge of x with X = x*G. `statement` binds all that the proof is about. */
export function proveLogarithm(group, domain, statement, x, draw) {
  const point = group.multiplyGenerator(x);
  const k = drawScalar(draw, group);
  const c = challenge(group, domain, ...statement, point.bytes, group.multiplyGenerator(k).bytes);
  return { c, z: (k + c * x) % group.order };
}

/** Checks a proof of knowledge of the logarithm of `point`; throws `scalar` or the check given. */
export function checkLogarithm(group, domain, statement, point, proof, check) {
  requireReduced(group, proof, check);
  const commitment = group.combine([proof.z, -proof.c], [group.generator, point]);
  if (challenge(group, domain, ...statement, point.bytes, commitment.bytes) !== proof.c) {
    throw new CheckFailed(check, domain);
  }
}

/** Proves that the logarithm of x*G to G is that of x*B to B (Chaum and Pedersen). */
export function proveEquality(group, domain, statement, base, x, draw) {
  const points = [group.multiplyGenerator(x), base, group.multiply(x, base)];
  const k = drawScalar(draw, group);
  const commitments = [group.multiplyGenerator(k), group.multiply(k, base)];
  const c = challenge(group, domain, ...statement, ...[...points, ...commitments].map((each) => each.bytes));
  return { c, z: (k + c * x) % group.order };
}

/** Checks that the logarithm of X to G is that of F to B, where points = [X, B, F]. */
export function checkEquality(group, domain, statement, points, proof, check) {
  requireReduced(group, proof, check);
  const [key, base, factor] = points;
  const commitments = [
    group.combine([proof.z, -proof.c], [group.generator, key]),
    group.combine([proof.z, -proof.c], [base, factor]),
  ];
  const c = challenge(group, domain, ...statement, ...[...points, ...commitments].map((each) => each.bytes));
  if (c !== proof.c) throw new CheckFailed(check, domain);
}

function requireReduced(group, proof, check) {
  requireScalar(group, proof.c, "challenge");
  requireScalar(group, proof.z, "answer");
  // An answer to the challenge zero needs no knowledge.
  if (proof.c === 0n) throw new CheckFailed(check, "the challenge is zero");
}
