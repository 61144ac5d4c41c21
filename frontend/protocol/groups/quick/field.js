// Numbers modulo 2^255 - 19 in floats, for what is public alone: no attempt is made to take the same
// time for every number. What touches a secret goes through @noble/curves.
//
// Limb i is a multiple of 2^ceil(21.25 i), as in Bernstein's Curve25519 (2006): twelve products of two
// limbs stay exact in 53 bits. Products are carried to half a limb each ("one unit"); sums are not, and
// what is multiplied may have 8 units times units at most (11 * 19 * 2^42 * 8 < 2^53).
export const LIMBS = 12;
const BITS = Array.from({ length: LIMBS + 1 }, (_, i) => Math.ceil(21.25 * i));
const SCALE = Float64Array.from(BITS, (bits) => 2 ** bits);
const WRAP = 19 * 2 ** -255;
const ROUND_1 = 3 * 2 ** 73,
  ROUND_2 = 3 * 2 ** 94,
  ROUND_3 = 3 * 2 ** 115,
  ROUND_4 = 3 * 2 ** 136,
  ROUND_5 = 3 * 2 ** 158,
  ROUND_6 = 3 * 2 ** 179,
  ROUND_7 = 3 * 2 ** 200,
  ROUND_8 = 3 * 2 ** 221,
  ROUND_9 = 3 * 2 ** 243,
  ROUND_10 = 3 * 2 ** 264,
  ROUND_11 = 3 * 2 ** 285,
  ROUND_12 = 3 * 2 ** 306;

/** The carried limbs of a product. */
function store(r, ro, h0, h1, h2, h3, h4, h5, h6, h7, h8, h9, h10, h11) {
  let c;
  c = h0 + ROUND_1 - ROUND_1; h0 -= c; h1 += c;
  c = h1 + ROUND_2 - ROUND_2; h1 -= c; h2 += c;
  c = h2 + ROUND_3 - ROUND_3; h2 -= c; h3 += c;
  c = h3 + ROUND_4 - ROUND_4; h3 -= c; h4 += c;
  c = h4 + ROUND_5 - ROUND_5; h4 -= c; h5 += c;
  c = h5 + ROUND_6 - ROUND_6; h5 -= c; h6 += c;
  c = h6 + ROUND_7 - ROUND_7; h6 -= c; h7 += c;
  c = h7 + ROUND_8 - ROUND_8; h7 -= c; h8 += c;
  c = h8 + ROUND_9 - ROUND_9; h8 -= c; h9 += c;
  c = h9 + ROUND_10 - ROUND_10; h9 -= c; h10 += c;
  c = h10 + ROUND_11 - ROUND_11; h10 -= c; h11 += c;
  c = h11 + ROUND_12 - ROUND_12; h11 -= c; h0 += c * WRAP;
  c = h0 + ROUND_1 - ROUND_1; h0 -= c; h1 += c;
  r[ro + 0] = h0;
  r[ro + 1] = h1;
  r[ro + 2] = h2;
  r[ro + 3] = h3;
  r[ro + 4] = h4;
  r[ro + 5] = h5;
  r[ro + 6] = h6;
  r[ro + 7] = h7;
  r[ro + 8] = h8;
  r[ro + 9] = h9;
  r[ro + 10] = h10;
  r[ro + 11] = h11;
}

/** r = a b: each at an offset of its array. */
export function multiply(r, ro, a, ao, b, bo) {
  const a0 = a[ao + 0], a1 = a[ao + 1], a2 = a[ao + 2], a3 = a[ao + 3], a4 = a[ao + 4], a5 = a[ao + 5], a6 = a[ao + 6], a7 = a[ao + 7], a8 = a[ao + 8], a9 = a[ao + 9], a10 = a[ao + 10], a11 = a[ao + 11];
  const b0 = b[bo + 0], b1 = b[bo + 1], b2 = b[bo + 2], b3 = b[bo + 3], b4 = b[bo + 4], b5 = b[bo + 5], b6 = b[bo + 6], b7 = b[bo + 7], b8 = b[bo + 8], b9 = b[bo + 9], b10 = b[bo + 10], b11 = b[bo + 11];
  const w1 = b1 * WRAP, w2 = b2 * WRAP, w3 = b3 * WRAP, w4 = b4 * WRAP, w5 = b5 * WRAP, w6 = b6 * WRAP, w7 = b7 * WRAP, w8 = b8 * WRAP, w9 = b9 * WRAP, w10 = b10 * WRAP, w11 = b11 * WRAP;
  let h0 = a0 * b0 + a1 * w11 + a2 * w10 + a3 * w9 + a4 * w8 + a5 * w7 + a6 * w6 + a7 * w5 + a8 * w4 + a9 * w3 + a10 * w2 + a11 * w1;
  let h1 = a0 * b1 + a1 * b0 + a2 * w11 + a3 * w10 + a4 * w9 + a5 * w8 + a6 * w7 + a7 * w6 + a8 * w5 + a9 * w4 + a10 * w3 + a11 * w2;
  let h2 = a0 * b2 + a1 * b1 + a2 * b0 + a3 * w11 + a4 * w10 + a5 * w9 + a6 * w8 + a7 * w7 + a8 * w6 + a9 * w5 + a10 * w4 + a11 * w3;
  let h3 = a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0 + a4 * w11 + a5 * w10 + a6 * w9 + a7 * w8 + a8 * w7 + a9 * w6 + a10 * w5 + a11 * w4;
  let h4 = a0 * b4 + a1 * b3 + a2 * b2 + a3 * b1 + a4 * b0 + a5 * w11 + a6 * w10 + a7 * w9 + a8 * w8 + a9 * w7 + a10 * w6 + a11 * w5;
  let h5 = a0 * b5 + a1 * b4 + a2 * b3 + a3 * b2 + a4 * b1 + a5 * b0 + a6 * w11 + a7 * w10 + a8 * w9 + a9 * w8 + a10 * w7 + a11 * w6;
  let h6 = a0 * b6 + a1 * b5 + a2 * b4 + a3 * b3 + a4 * b2 + a5 * b1 + a6 * b0 + a7 * w11 + a8 * w10 + a9 * w9 + a10 * w8 + a11 * w7;
  let h7 = a0 * b7 + a1 * b6 + a2 * b5 + a3 * b4 + a4 * b3 + a5 * b2 + a6 * b1 + a7 * b0 + a8 * w11 + a9 * w10 + a10 * w9 + a11 * w8;
  let h8 = a0 * b8 + a1 * b7 + a2 * b6 + a3 * b5 + a4 * b4 + a5 * b3 + a6 * b2 + a7 * b1 + a8 * b0 + a9 * w11 + a10 * w10 + a11 * w9;
  let h9 = a0 * b9 + a1 * b8 + a2 * b7 + a3 * b6 + a4 * b5 + a5 * b4 + a6 * b3 + a7 * b2 + a8 * b1 + a9 * b0 + a10 * w11 + a11 * w10;
  let h10 = a0 * b10 + a1 * b9 + a2 * b8 + a3 * b7 + a4 * b6 + a5 * b5 + a6 * b4 + a7 * b3 + a8 * b2 + a9 * b1 + a10 * b0 + a11 * w11;
  let h11 = a0 * b11 + a1 * b10 + a2 * b9 + a3 * b8 + a4 * b7 + a5 * b6 + a6 * b5 + a7 * b4 + a8 * b3 + a9 * b2 + a10 * b1 + a11 * b0;
  let c;
  c = h0 + ROUND_1 - ROUND_1; h0 -= c; h1 += c;
  c = h1 + ROUND_2 - ROUND_2; h1 -= c; h2 += c;
  c = h2 + ROUND_3 - ROUND_3; h2 -= c; h3 += c;
  c = h3 + ROUND_4 - ROUND_4; h3 -= c; h4 += c;
  c = h4 + ROUND_5 - ROUND_5; h4 -= c; h5 += c;
  c = h5 + ROUND_6 - ROUND_6; h5 -= c; h6 += c;
  c = h6 + ROUND_7 - ROUND_7; h6 -= c; h7 += c;
  c = h7 + ROUND_8 - ROUND_8; h7 -= c; h8 += c;
  c = h8 + ROUND_9 - ROUND_9; h8 -= c; h9 += c;
  c = h9 + ROUND_10 - ROUND_10; h9 -= c; h10 += c;
  c = h10 + ROUND_11 - ROUND_11; h10 -= c; h11 += c;
  c = h11 + ROUND_12 - ROUND_12; h11 -= c; h0 += c * WRAP;
  c = h0 + ROUND_1 - ROUND_1; h0 -= c; h1 += c;
  r[ro + 0] = h0;
  r[ro + 1] = h1;
  r[ro + 2] = h2;
  r[ro + 3] = h3;
  r[ro + 4] = h4;
  r[ro + 5] = h5;
  r[ro + 6] = h6;
  r[ro + 7] = h7;
  r[ro + 8] = h8;
  r[ro + 9] = h9;
  r[ro + 10] = h10;
  r[ro + 11] = h11;
}

/** r = a a. */
export function square(r, ro, a, ao) {
  const a0 = a[ao + 0], a1 = a[ao + 1], a2 = a[ao + 2], a3 = a[ao + 3], a4 = a[ao + 4], a5 = a[ao + 5], a6 = a[ao + 6], a7 = a[ao + 7], a8 = a[ao + 8], a9 = a[ao + 9], a10 = a[ao + 10], a11 = a[ao + 11];
  const d0 = 2 * a0, d1 = 2 * a1, d2 = 2 * a2, d3 = 2 * a3, d4 = 2 * a4, d5 = 2 * a5, d6 = 2 * a6, d7 = 2 * a7, d8 = 2 * a8, d9 = 2 * a9, d10 = 2 * a10;
  const w6 = a6 * WRAP, w7 = a7 * WRAP, w8 = a8 * WRAP, w9 = a9 * WRAP, w10 = a10 * WRAP, w11 = a11 * WRAP;
  let h0 = a0 * a0 + d1 * w11 + d2 * w10 + d3 * w9 + d4 * w8 + d5 * w7 + a6 * w6;
  let h1 = d0 * a1 + d2 * w11 + d3 * w10 + d4 * w9 + d5 * w8 + d6 * w7;
  let h2 = d0 * a2 + a1 * a1 + d3 * w11 + d4 * w10 + d5 * w9 + d6 * w8 + a7 * w7;
  let h3 = d0 * a3 + d1 * a2 + d4 * w11 + d5 * w10 + d6 * w9 + d7 * w8;
  let h4 = d0 * a4 + d1 * a3 + a2 * a2 + d5 * w11 + d6 * w10 + d7 * w9 + a8 * w8;
  let h5 = d0 * a5 + d1 * a4 + d2 * a3 + d6 * w11 + d7 * w10 + d8 * w9;
  let h6 = d0 * a6 + d1 * a5 + d2 * a4 + a3 * a3 + d7 * w11 + d8 * w10 + a9 * w9;
  let h7 = d0 * a7 + d1 * a6 + d2 * a5 + d3 * a4 + d8 * w11 + d9 * w10;
  let h8 = d0 * a8 + d1 * a7 + d2 * a6 + d3 * a5 + a4 * a4 + d9 * w11 + a10 * w10;
  let h9 = d0 * a9 + d1 * a8 + d2 * a7 + d3 * a6 + d4 * a5 + d10 * w11;
  let h10 = d0 * a10 + d1 * a9 + d2 * a8 + d3 * a7 + d4 * a6 + a5 * a5 + a11 * w11;
  let h11 = d0 * a11 + d1 * a10 + d2 * a9 + d3 * a8 + d4 * a7 + d5 * a6;
  let c;
  c = h0 + ROUND_1 - ROUND_1; h0 -= c; h1 += c;
  c = h1 + ROUND_2 - ROUND_2; h1 -= c; h2 += c;
  c = h2 + ROUND_3 - ROUND_3; h2 -= c; h3 += c;
  c = h3 + ROUND_4 - ROUND_4; h3 -= c; h4 += c;
  c = h4 + ROUND_5 - ROUND_5; h4 -= c; h5 += c;
  c = h5 + ROUND_6 - ROUND_6; h5 -= c; h6 += c;
  c = h6 + ROUND_7 - ROUND_7; h6 -= c; h7 += c;
  c = h7 + ROUND_8 - ROUND_8; h7 -= c; h8 += c;
  c = h8 + ROUND_9 - ROUND_9; h8 -= c; h9 += c;
  c = h9 + ROUND_10 - ROUND_10; h9 -= c; h10 += c;
  c = h10 + ROUND_11 - ROUND_11; h10 -= c; h11 += c;
  c = h11 + ROUND_12 - ROUND_12; h11 -= c; h0 += c * WRAP;
  c = h0 + ROUND_1 - ROUND_1; h0 -= c; h1 += c;
  r[ro + 0] = h0;
  r[ro + 1] = h1;
  r[ro + 2] = h2;
  r[ro + 3] = h3;
  r[ro + 4] = h4;
  r[ro + 5] = h5;
  r[ro + 6] = h6;
  r[ro + 7] = h7;
  r[ro + 8] = h8;
  r[ro + 9] = h9;
  r[ro + 10] = h10;
  r[ro + 11] = h11;
}

/** r = a + b, not carried. */
export function add(r, ro, a, ao, b, bo) {
  for (let i = 0; i < LIMBS; i++) r[ro + i] = a[ao + i] + b[bo + i];
}

/** r = a - b, not carried. */
export function subtract(r, ro, a, ao, b, bo) {
  for (let i = 0; i < LIMBS; i++) r[ro + i] = a[ao + i] - b[bo + i];
}

export function negate(r, ro, a, ao) {
  for (let i = 0; i < LIMBS; i++) r[ro + i] = -a[ao + i];
}

export function copy(r, ro, a, ao) {
  for (let i = 0; i < LIMBS; i++) r[ro + i] = a[ao + i];
}

/** Brings a sum back to one unit. */
export function carry(r, ro) {
  store(r, ro, r[ro], r[ro + 1], r[ro + 2], r[ro + 3], r[ro + 4], r[ro + 5], r[ro + 6], r[ro + 7], r[ro + 8], r[ro + 9], r[ro + 10], r[ro + 11]);
}

/** Reads 32 bytes, little-endian, without the highest bit. */
export function fromBytes(r, ro, bytes, at) {
  for (let i = 0; i < LIMBS; i++) {
    const [low, wide] = [BITS[i], BITS[i + 1] - BITS[i]];
    const first = at + (low >> 3);
    const word = (bytes[first] | (bytes[first + 1] << 8) | (bytes[first + 2] << 16) | ((low >> 3) < 29 ? bytes[first + 3] << 24 : 0)) >>> (low & 7);
    r[ro + i] = (word & ((1 << wide) - 1)) * SCALE[i];
  }
  carry(r, ro);
}

const whole = new Int32Array(LIMBS + 1);

/** The limbs as whole numbers of the number's smallest form, in `whole`. */
function reduce(a, ao) {
  for (let i = 0; i < LIMBS; i++) whole[i] = a[ao + i] / SCALE[i];
  for (let round = 0; round < 3; round++) {
    const over = propagate();
    whole[0] += 19 * over;
  }
  // 2^255 - 19 and what is above it: adding 19 runs over.
  whole[0] += 19;
  if (!propagate()) {
    whole[0] -= 19;
    for (let i = 0; i < LIMBS - 1 && whole[i] < 0; i++) {
      whole[i] += 2 ** (BITS[i + 1] - BITS[i]);
      whole[i + 1] -= 1;
    }
  }
}

/** Carries once through; what runs over 2^255. */
function propagate() {
  let over = 0;
  for (let i = 0; i < LIMBS; i++) {
    const wide = BITS[i + 1] - BITS[i];
    const here = whole[i] + over;
    over = here >> wide;
    whole[i] = here & ((1 << wide) - 1);
  }
  return over;
}

/** Writes 32 bytes, little-endian, of the number's smallest form. */
export function toBytes(bytes, at, a, ao) {
  reduce(a, ao);
  bytes.fill(0, at, at + 32);
  for (let i = 0; i < LIMBS; i++) {
    const [first, shift] = [at + (BITS[i] >> 3), BITS[i] & 7];
    // At most 22 bits, moved by at most 7.
    const word = whole[i] << shift;
    bytes[first] |= word;
    bytes[first + 1] |= word >> 8;
    bytes[first + 2] |= word >> 16;
    if (shift + 22 > 24 && first + 3 < at + 32) bytes[first + 3] |= word >> 24;
  }
}

export function isZero(a, ao) {
  reduce(a, ao);
  return whole.every((limb) => limb === 0);
}

/** "Negative" are the odd ones, in RFC 9496. */
export function isNegative(a, ao) {
  reduce(a, ao);
  return (whole[0] & 1) === 1;
}

const difference = new Float64Array(LIMBS);

export function isEqual(a, ao, b, bo) {
  subtract(difference, 0, a, ao, b, bo);
  carry(difference, 0);
  return isZero(difference, 0);
}

/** The number of a BigInt. */
export function fieldNumber(value) {
  const bytes = new Uint8Array(32);
  for (let i = 0, rest = value; i < 32; i++, rest >>= 8n) bytes[i] = Number(rest & 255n);
  const number = new Float64Array(LIMBS);
  fromBytes(number, 0, bytes, 0);
  return number;
}

const power = new Float64Array(4 * LIMBS);

function squareTimes(r, ro, a, ao, times) {
  square(r, ro, a, ao);
  for (let i = 1; i < times; i++) square(r, ro, r, ro);
}

/** r = a^(2^250 - 1), and power[0] = a^11, on which both exponents below rest. */
function almost(a, ao) {
  const [e11, t, u, v] = [0, 12, 24, 36];
  square(power, t, a, ao); // 2
  squareTimes(power, u, power, t, 2); // 8
  multiply(power, u, power, u, a, ao); // 9
  multiply(power, e11, power, u, power, t); // 11
  square(power, t, power, e11); // 22
  multiply(power, t, power, t, power, u); // 2^5 - 1
  squareTimes(power, u, power, t, 5);
  multiply(power, t, power, u, power, t); // 2^10 - 1
  squareTimes(power, u, power, t, 10);
  multiply(power, u, power, u, power, t); // 2^20 - 1
  squareTimes(power, v, power, u, 20);
  multiply(power, u, power, v, power, u); // 2^40 - 1
  squareTimes(power, u, power, u, 10);
  multiply(power, t, power, u, power, t); // 2^50 - 1
  squareTimes(power, u, power, t, 50);
  multiply(power, u, power, u, power, t); // 2^100 - 1
  squareTimes(power, v, power, u, 100);
  multiply(power, u, power, v, power, u); // 2^200 - 1
  squareTimes(power, u, power, u, 50);
  multiply(power, t, power, u, power, t); // 2^250 - 1
}

/** r = 1 / a. */
export function invert(r, ro, a, ao) {
  almost(a, ao);
  squareTimes(power, 12, power, 12, 5);
  multiply(r, ro, power, 12, power, 0);
}

/** r = a^((p - 5) / 8) */
function toFiveEighths(r, ro, a, ao) {
  almost(a, ao);
  squareTimes(power, 12, power, 12, 2);
  multiply(r, ro, power, 12, a, ao);
}

const root = new Float64Array(4 * LIMBS);
export const ONE = fieldNumber(1n);
export const ROOT_OF_MINUS_ONE = fieldNumber(19681161376707505956807079304988542015446066515923890162744021073123829784752n);

/** r = |sqrt(u / v)|, or of sqrt(-1) u / v; whether it is the first (RFC 9496, 4.2). */
export function rootOfRatio(r, ro, u, uo, v, vo) {
  const [v3, x, check, other] = [0, 12, 24, 36];
  square(root, v3, v, vo);
  multiply(root, v3, root, v3, v, vo);
  square(root, x, root, v3);
  multiply(root, x, root, x, v, vo);
  multiply(root, x, root, x, u, uo);
  toFiveEighths(root, x, root, x);
  multiply(root, x, root, x, root, v3);
  multiply(root, x, root, x, u, uo);
  square(root, check, root, x);
  multiply(root, check, root, check, v, vo);
  negate(root, other, u, uo);
  const isRoot = isEqual(root, check, u, uo);
  const isOpposite = isEqual(root, check, root, other);
  multiply(root, other, root, other, ROOT_OF_MINUS_ONE, 0);
  if (isOpposite || isEqual(root, check, root, other)) multiply(root, x, root, x, ROOT_OF_MINUS_ONE, 0);
  if (isNegative(root, x)) negate(r, ro, root, x);
  else copy(r, ro, root, x);
  return isRoot || isOpposite;
}
