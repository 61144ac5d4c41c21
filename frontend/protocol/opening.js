// Opening a mixed list: each trustee's factors, one proof for all of them, and their combination.
//
// Trustee j with share x_j gives F = x_j*alpha for every ciphertext. One proof covers them all: with
// 128-bit coefficients from a hash that binds the election, the trustee and its key, the whole list and
// all factors, the logarithm of sum(rho*F) to sum(rho*alpha) is that of V_j to G.
//
// An opening is {j, factors, proof}, the factors as bytes, row by row.
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { Check } from "./errors.js";
import { total } from "./groups/base.js";
import { checkEquality, proveEquality } from "./proofs.js";
import { ciphertextsOf, cut, elementsOf, gathered, slicesOf } from "./rows.js";
import { lagrangeWeights } from "./threshold.js";
import { coefficients, digest, number } from "./transcript.js";

const statementOf = (group, context, j, key, rows, factors) =>
  digest("opening", utf8ToBytes(group.name), ...context, number(j), key.bytes, number(rows.size), rows.octets, factors);

/** What trustee j gives to the opening of a list; the caller has verified all that led to it. `told` hears the share done. */
export function openPartially(group, context, j, share, rows, draw, told = () => {}) {
  const { alphas } = ciphertextsOf(group, rows.octets, "mixed row");
  const factors = alphas.map((alpha, at) => {
    if (at % 50 === 0) told(at / alphas.length);
    return group.multiply(share, alpha);
  });
  const octets = gathered(factors.map((factor) => factor.bytes));
  const statement = statementOf(group, context, j, group.multiplyGenerator(share), rows, octets);
  const base = group.combine(coefficients(statement, 0, alphas.length), alphas);
  return { j, factors: octets, proof: proveEquality(group, "opening", [statement], base, share, draw) };
}

/** The parts of an opening to be summed, each for `sumsOfOpening`. */
export function slicesOfOpening(group, context, key, width, rows, { j, factors }) {
  const statement = statementOf(group, context, j, key, rows, factors);
  const slices = slicesOf(rows.size).map((range) => ({
    statement,
    range: range.map((row) => row * width),
    rows: cut(rows.octets, 2 * width * group.elementSize, range),
    factors: cut(factors, width * group.elementSize, range),
    where: `factor of trustee ${j}`,
  }));
  return [statement, slices];
}

/** The sums of a slice, as bytes; throws what is no element. */
export function sumsOfOpening(group, { statement, range, rows, factors, where }) {
  const given = elementsOf(group, factors, where);
  const rho = coefficients(statement, ...range);
  const { alphas } = ciphertextsOf(group, rows, "mixed row");
  return { base: group.combine(rho, alphas).bytes, factor: group.combine(rho, given).bytes };
}

/** Checks what one trustee gave, from the sums of its slices; throws `opening-proof` or `scalar`. */
export function checkOpening(group, statement, key, proof, parts) {
  const sum = (name) => total(group, parts.map((part) => group.decode(part[name])));
  checkEquality(group, "opening", [statement], [key, sum("base"), sum("factor")], proof, Check.OPENING_PROOF);
}

/** The elements that rows hide, from the factors (bytes) of at least t checked openings: [trustee, factors], rising. */
export function combineOpenings(group, t, width, rows, factors) {
  const chosen = factors.slice(0, t);
  const weights = lagrangeWeights(group, chosen.map(([j]) => j)).map(([, weight]) => -weight);
  const given = chosen.map(([j, octets]) => elementsOf(group, octets, `factor of trustee ${j}`));
  const { betas } = ciphertextsOf(group, rows, "mixed row");
  const messages = betas.map((beta, at) =>
    group.combine([1n, ...weights], [beta, ...given.map((each) => each[at])]),
  );
  return Array.from({ length: messages.length / width }, (_, row) => messages.slice(row * width, (row + 1) * width));
}
