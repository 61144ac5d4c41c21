// Points of the twisted Edwards curve -x^2 + y^2 = 1 + d x^2 y^2 (Hisil, Wong, Carter and Dawson, 2008).
//
// A point in work is X, Y, Z, T (48 floats); one that is only added, "ready", is y - x, y + x, 2dxy (36)
// and, where Z is not 1, "lifted": Y - X, Y + X, 2Z, 2dT (48).
import { LIMBS, ONE, add, carry, copy, fieldNumber, invert, multiply, square, subtract } from "./field.js";

export const POINT = 4 * LIMBS;
export const READY = 3 * LIMBS;
const [X, Y, Z, T] = [0, 12, 24, 36];

const P = 2n ** 255n - 19n;
export const D_VALUE = 37095705934669439343138083508754565189542113879843219016388785533085940283555n;
export const D = fieldNumber(D_VALUE);
const TWICE_D = fieldNumber((2n * D_VALUE) % P);

const work = new Float64Array(8 * LIMBS);
const [A, B, C, DD, E, F, G, H] = [0, 12, 24, 36, 48, 60, 72, 84];

/** p = O */
export function clear(p, po) {
  p.fill(0, po, po + POINT);
  copy(p, po + Y, ONE, 0);
  copy(p, po + Z, ONE, 0);
}

function finish(p, po, withT) {
  multiply(p, po + X, work, E, work, F);
  multiply(p, po + Y, work, G, work, H);
  multiply(p, po + Z, work, F, work, G);
  if (withT) multiply(p, po + T, work, E, work, H);
}

/** p = 2p; without T where another doubling follows. */
export function double(p, po, withT = true) {
  square(work, A, p, po + X);
  square(work, B, p, po + Y);
  square(work, C, p, po + Z);
  add(work, E, p, po + X, p, po + Y);
  square(work, E, work, E);
  for (let i = 0; i < LIMBS; i++) {
    const [a, b] = [work[A + i], work[B + i]];
    work[E + i] -= a + b;
    work[G + i] = b - a;
    work[F + i] = b - a - 2 * work[C + i];
    work[H + i] = -a - b;
  }
  finish(p, po, withT);
}

function combine(negative) {
  const sign = negative ? -1 : 1;
  for (let i = 0; i < LIMBS; i++) {
    const [a, b, c, d] = [work[A + i], work[B + i], sign * work[C + i], work[DD + i]];
    work[E + i] = b - a;
    work[F + i] = d - c;
    work[G + i] = d + c;
    work[H + i] = b + a;
  }
}

function multiplySides(p, po, q, qo, negative) {
  subtract(work, E, p, po + Y, p, po + X);
  add(work, F, p, po + Y, p, po + X);
  multiply(work, A, work, E, q, negative ? qo + LIMBS : qo);
  multiply(work, B, work, F, q, negative ? qo : qo + LIMBS);
}

/** p = p + q, or p - q, for a ready q. */
export function addReady(p, po, q, qo, negative) {
  multiplySides(p, po, q, qo, negative);
  multiply(work, C, p, po + T, q, qo + 2 * LIMBS);
  add(work, DD, p, po + Z, p, po + Z);
  combine(negative);
  finish(p, po, true);
}

/** p = p + q, or p - q, for a lifted q. */
export function addLifted(p, po, q, qo, negative) {
  multiplySides(p, po, q, qo, negative);
  multiply(work, DD, p, po + Z, q, qo + 2 * LIMBS);
  multiply(work, C, p, po + T, q, qo + 3 * LIMBS);
  combine(negative);
  finish(p, po, true);
}

/** q = p, lifted. */
export function lift(q, qo, p, po) {
  subtract(q, qo, p, po + Y, p, po + X);
  carry(q, qo);
  add(q, qo + LIMBS, p, po + Y, p, po + X);
  carry(q, qo + LIMBS);
  add(q, qo + 2 * LIMBS, p, po + Z, p, po + Z);
  carry(q, qo + 2 * LIMBS);
  multiply(q, qo + 3 * LIMBS, p, po + T, TWICE_D, 0);
}

/** q = the point (x, y), ready. */
export function makeReady(q, qo, x, xo, y, yo) {
  subtract(q, qo, y, yo, x, xo);
  carry(q, qo);
  add(q, qo + LIMBS, y, yo, x, xo);
  carry(q, qo + LIMBS);
  multiply(q, qo + 2 * LIMBS, x, xo, y, yo);
  multiply(q, qo + 2 * LIMBS, q, qo + 2 * LIMBS, TWICE_D, 0);
}

const affine = new Float64Array(3 * LIMBS);

/** All points ready, with one inversion for all (Montgomery). */
export function allReady(points, count) {
  const ready = new Float64Array(count * READY);
  const before = new Float64Array((count + 1) * LIMBS);
  copy(before, 0, ONE, 0);
  for (let i = 0; i < count; i++) multiply(before, (i + 1) * LIMBS, before, i * LIMBS, points, i * POINT + Z);
  const [inverse, x, y] = [0, LIMBS, 2 * LIMBS];
  invert(affine, inverse, before, count * LIMBS);
  for (let i = count - 1; i >= 0; i--) {
    const at = i * POINT;
    multiply(affine, x, affine, inverse, before, i * LIMBS);
    multiply(affine, inverse, affine, inverse, points, at + Z);
    multiply(affine, y, points, at + Y, affine, x);
    multiply(affine, x, points, at + X, affine, x);
    makeReady(ready, i * READY, affine, x, affine, y);
  }
  return ready;
}
