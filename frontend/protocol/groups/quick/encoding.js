// ristretto255 (RFC 9496, section 4.3): 32 bytes to points and back, and from a hash.
import { LIMBS, ONE, ROOT_OF_MINUS_ONE, add, copy, fieldNumber, fromBytes, isNegative, isZero, multiply, negate, rootOfRatio, square, subtract, toBytes } from "./field.js";
import { D, D_VALUE, POINT, addLifted, lift, makeReady } from "./points.js";

export const SIZE = 32;
const P = 2n ** 255n - 19n;
const ONE_MINUS_D_SQUARED = fieldNumber((((1n - D_VALUE ** 2n) % P) + P) % P);
const D_MINUS_ONE_SQUARED = fieldNumber((D_VALUE - 1n) ** 2n % P);
const ROOT_OF_AD_MINUS_ONE = fieldNumber(25063068953384623474111414158702152701244531502492656460079210482610430750235n);
const ONE_OVER_ROOT_OF_A_MINUS_D = fieldNumber(54469307008909316920995813868745141605393597292927456921205312896311721017578n);

const work = new Float64Array(12 * LIMBS);
const place = (i) => i * LIMBS;
const again = new Uint8Array(SIZE);

function absolute(r, ro) {
  if (isNegative(r, ro)) negate(r, ro, r, ro);
}

const [S, U1, U2, U2S, V, I, DX, DY, XX, YY, TT, W] = Array.from({ length: 12 }, (_, i) => place(i));

/** Reads the element at `at` of the bytes to a ready point; false for what is no encoding. */
export function readReady(ready, ro, bytes, at) {
  fromBytes(work, S, bytes, at);
  toBytes(again, 0, work, S);
  for (let i = 0; i < SIZE; i++) if (again[i] !== bytes[at + i]) return false;
  if (again[0] & 1) return false;
  square(work, W, work, S);
  subtract(work, U1, ONE, 0, work, W);
  add(work, U2, ONE, 0, work, W);
  square(work, U2S, work, U2);
  square(work, V, work, U1);
  multiply(work, V, work, V, D, 0);
  for (let i = 0; i < LIMBS; i++) work[V + i] = -work[V + i] - work[U2S + i];
  multiply(work, W, work, V, work, U2S);
  const isSquare = rootOfRatio(work, I, ONE, 0, work, W);
  multiply(work, DX, work, I, work, U2);
  multiply(work, DY, work, I, work, DX);
  multiply(work, DY, work, DY, work, V);
  add(work, XX, work, S, work, S);
  multiply(work, XX, work, XX, work, DX);
  absolute(work, XX);
  multiply(work, YY, work, U1, work, DY);
  multiply(work, TT, work, XX, work, YY);
  if (!isSquare || isNegative(work, TT) || isZero(work, YY)) return false;
  makeReady(ready, ro, work, XX, work, YY);
  return true;
}

/** Writes the encoding of a point. */
export function writePoint(bytes, at, p, po) {
  const [x, y, z, t] = [po, po + LIMBS, po + 2 * LIMBS, po + 3 * LIMBS];
  add(work, U1, p, z, p, y);
  subtract(work, W, p, z, p, y);
  multiply(work, U1, work, U1, work, W);
  multiply(work, U2, p, x, p, y);
  square(work, W, work, U2);
  multiply(work, W, work, W, work, U1);
  rootOfRatio(work, I, ONE, 0, work, W);
  multiply(work, DX, work, I, work, U1);
  multiply(work, DY, work, I, work, U2);
  multiply(work, V, work, DX, work, DY);
  multiply(work, V, work, V, p, t);
  multiply(work, W, p, t, work, V);
  if (isNegative(work, W)) {
    multiply(work, XX, p, y, ROOT_OF_MINUS_ONE, 0);
    multiply(work, YY, p, x, ROOT_OF_MINUS_ONE, 0);
    multiply(work, DY, work, DX, ONE_OVER_ROOT_OF_A_MINUS_D, 0);
  } else {
    copy(work, XX, p, x);
    copy(work, YY, p, y);
  }
  multiply(work, W, work, XX, work, V);
  if (isNegative(work, W)) negate(work, YY, work, YY);
  subtract(work, S, p, z, work, YY);
  multiply(work, S, work, S, work, DY);
  absolute(work, S);
  toBytes(bytes, at, work, S);
}

/** p = the point of 32 uniform bytes ("MAP" of the RFC). */
function mapToPoint(p, po, bytes, at) {
  fromBytes(work, S, bytes, at);
  square(work, W, work, S);
  multiply(work, W, work, W, ROOT_OF_MINUS_ONE, 0); // r
  add(work, U1, work, W, ONE, 0);
  multiply(work, U1, work, U1, ONE_MINUS_D_SQUARED, 0); // u
  multiply(work, U2, work, W, D, 0);
  for (let i = 0; i < LIMBS; i++) work[U2 + i] = -ONE[i] - work[U2 + i];
  add(work, U2S, work, W, D, 0);
  multiply(work, V, work, U2, work, U2S); // v
  const isSquare = rootOfRatio(work, I, work, U1, work, V); // s
  if (isSquare) negate(work, DX, ONE, 0);
  else {
    multiply(work, I, work, I, work, S);
    absolute(work, I);
    negate(work, I, work, I);
    copy(work, DX, work, W);
  }
  subtract(work, DY, work, W, ONE, 0);
  multiply(work, DY, work, DY, work, DX);
  multiply(work, DY, work, DY, D_MINUS_ONE_SQUARED, 0);
  subtract(work, DY, work, DY, work, V); // N
  add(work, XX, work, I, work, I);
  multiply(work, XX, work, XX, work, V); // w0
  multiply(work, YY, work, DY, ROOT_OF_AD_MINUS_ONE, 0); // w1
  square(work, TT, work, I);
  subtract(work, U1, ONE, 0, work, TT); // w2
  add(work, U2, ONE, 0, work, TT); // w3
  multiply(p, po, work, XX, work, U2);
  multiply(p, po + LIMBS, work, U1, work, YY);
  multiply(p, po + 2 * LIMBS, work, YY, work, U2);
  multiply(p, po + 3 * LIMBS, work, XX, work, U1);
}

const second = new Float64Array(POINT);
const lifted = new Float64Array(POINT);

/** p = the point of a digest of 64 bytes. */
export function pointOfDigest(p, po, digest) {
  mapToPoint(p, po, digest, 0);
  mapToPoint(second, 0, digest, SIZE);
  lift(lifted, 0, second, 0);
  addLifted(p, po, lifted, 0, false);
}

