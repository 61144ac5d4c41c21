// Lists of rows as bytes: a list of N rows of w ciphertexts is {size: N, octets}, alpha and beta of each
// ciphertext one after the other, as it stands in a record and as challenges hash it. Work on long lists
// is cut into slices, which workers share.
import { CheckFailed } from "./errors.js";
import { requireElement } from "./groups/base.js";
import { readScalar, scalarSize } from "./wire.js";

const ROWS_IN_SLICE = 1000;

/** The ranges [from, to] into which so many rows are cut; one, where there are none. */
export function slicesOf(size, rows = ROWS_IN_SLICE) {
  const ranges = [];
  for (let from = 0; from < size; from += rows) ranges.push([from, Math.min(size, from + rows)]);
  return ranges;
}

/** The bytes of a range of rows that have so many bytes each, as a copy that can be sent to a worker. */
export const cut = (octets, width, [from, to]) => octets.slice(from * width, to * width);

/** The parts of so many bytes each. */
export const partsOf = (octets, width) =>
  Array.from({ length: octets.length / width }, (_, place) => octets.subarray(place * width, (place + 1) * width));

/** Elements that stand one after the other; throws `group-element` or `identity-element`. */
export const elementsOf = (group, octets, where) =>
  partsOf(octets, group.elementSize).map((part) => requireElement(group, part, where));

export const scalarsOf = (group, octets, where) =>
  partsOf(octets, scalarSize(group)).map((part) => readScalar(group, part, where));

/** The elements of ciphertexts: {alphas, betas}. */
export function ciphertextsOf(group, octets, where) {
  const [alphas, betas] = [[], []];
  partsOf(octets, group.elementSize).forEach((part, place) => {
    const isBeta = place % 2;
    (isBeta ? betas : alphas).push(requireElement(group, part, `${where}, ${isBeta ? "beta" : "alpha"}`));
  });
  return { alphas, betas };
}

/** Bytes one after the other, however many parts there are. */
export function gathered(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** What `read` gives, or the check that fails: for a worker, which cannot throw to another. */
export function attempted(read) {
  try {
    return { value: read() };
  } catch (failure) {
    if (!(failure instanceof CheckFailed)) throw failure;
    return { failure: { check: failure.check, where: failure.where } };
  }
}
