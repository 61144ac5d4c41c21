// What the protocol needs of a group of prime order in which discrete logarithms are hard.
//
// A group is written additively: {name, order, elementSize, payloadSize, identity, generator} and
//
//   decode(bytes)               the element of this canonical encoding, or null; the identity is one
//   add(a, b), subtract(a, b), same(a, b)
//   multiply(scalar, a), multiplyGenerator(scalar)     for secrets
//   combine(scalars, elements)  the sum of scalar times element, quickly: for public values alone
//   fromDigest(digest)          an element from 64 uniform bytes, whose logarithm nobody knows
//   embed(payload)              the element that hides `payloadSize` bytes, by the smallest counter
//   extract(element)            the bytes that `embed` hid; throws `embedding` for any other element
//
// An element has `bytes`, its one canonical encoding. Scalars are BigInts from 0 to order - 1.
import { Check, CheckFailed } from "../errors.js";

/** The element that came from outside, checked; the identity is refused. */
export function requireElement(group, encoding, where) {
  const element = encoding.length === group.elementSize ? group.decode(encoding) : null;
  if (!element) throw new CheckFailed(Check.GROUP_ELEMENT, where);
  if (group.same(element, group.identity)) throw new CheckFailed(Check.IDENTITY_ELEMENT, where);
  return element;
}

/** The scalar that came from outside, checked to be reduced. */
export function requireScalar(group, value, where) {
  if (value < 0n || value >= group.order) throw new CheckFailed(Check.SCALAR, where);
  return value;
}

/** The sum; of none, the identity. */
export const total = (group, elements) => elements.reduce((sum, each) => group.add(sum, each), group.identity);

/** The remainder that is not negative. */
export const modulo = (value, modulus) => {
  const rest = value % modulus;
  return rest < 0n ? rest + modulus : rest;
};
