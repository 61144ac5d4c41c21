// Sums of many multiples of points: of long lists (Pippenger) and, row by row, of a few (Straus).
import { POINT, READY, addLifted, addReady, allReady, clear, double, lift } from "./points.js";

const SCALAR = 32;
const DIGITS = 257;
const OWN_WIDTH = 5;
const FIXED_WIDTH = 8;

/** Bits that the scalars (32 bytes each, little-endian) take at most. */
function bitsOf(scalars) {
  for (let byte = SCALAR - 1; byte >= 0; byte--) {
    for (let at = byte; at < scalars.length; at += SCALAR) if (scalars[at]) return 8 * (byte + 1);
  }
  return 8;
}

function widthFor(count, bits) {
  const cost = (width) => Math.ceil((bits + 1) / width) * (count + 2.6 * 2 ** (width - 1));
  return [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14].reduce((best, width) => (cost(width) < cost(best) ? width : best));
}

/** Signed digits of `width` bits, from the lowest on: `windows` for each scalar. */
function windowsOf(scalars, width, windows) {
  const count = scalars.length / SCALAR;
  const digits = new Int16Array(count * windows);
  const full = 1 << width;
  for (let i = 0; i < count; i++) {
    let over = 0;
    for (let k = 0; k < windows; k++) {
      const first = (k * width) >> 3;
      let word = 0;
      for (let byte = 0; byte < 4; byte++) if (first + byte < SCALAR) word |= scalars[i * SCALAR + first + byte] << (8 * byte);
      let digit = ((word >>> ((k * width) & 7)) & (full - 1)) + over;
      over = digit > full / 2 ? 1 : 0;
      if (over) digit -= full;
      digits[i * windows + k] = digit;
    }
  }
  return digits;
}

const lifted = new Float64Array(POINT);

/** The sum of scalar times ready point, as a point. */
export function sumOf(ready, scalars) {
  const result = new Float64Array(POINT);
  clear(result, 0);
  const count = scalars.length / SCALAR;
  if (!count) return result;
  const bits = bitsOf(scalars);
  const width = widthFor(count, bits);
  const windows = Math.ceil((bits + 1) / width);
  const digits = windowsOf(scalars, width, windows);
  const size = 2 ** (width - 1);
  const buckets = new Float64Array(size * POINT);
  const used = new Uint8Array(size);
  for (let k = windows - 1; k >= 0; k--) {
    for (let i = 0; i < width; i++) double(result, 0, i === width - 1);
    used.fill(0);
    for (let i = 0; i < count; i++) {
      const digit = digits[i * windows + k];
      if (!digit) continue;
      const bucket = Math.abs(digit) - 1;
      if (!used[bucket]) clear(buckets, bucket * POINT);
      used[bucket] = 1;
      addReady(buckets, bucket * POINT, ready, i * READY, digit < 0);
    }
    addBuckets(result, buckets, used);
  }
  return result;
}

const running = new Float64Array(POINT);
const whole = new Float64Array(POINT);

/** result += 1 bucket 0 + 2 bucket 1 + ... */
function addBuckets(result, buckets, used) {
  clear(running, 0);
  clear(whole, 0);
  for (let bucket = used.length - 1; bucket >= 0; bucket--) {
    if (used[bucket]) {
      lift(lifted, 0, buckets, bucket * POINT);
      addLifted(running, 0, lifted, 0, false);
    }
    lift(lifted, 0, running, 0);
    addLifted(whole, 0, lifted, 0, false);
  }
  lift(lifted, 0, whole, 0);
  addLifted(result, 0, lifted, 0, false);
}

const bitsAt = new Int8Array(DIGITS);

/** The odd digits of a scalar below 2^(width - 1), zeros between them ("wNAF"); how many there are. */
function oddDigits(digits, scalars, at, width) {
  digits.fill(0);
  for (let i = 0; i < 256; i++) bitsAt[i] = (scalars[at + (i >> 3)] >> (i & 7)) & 1;
  bitsAt[256] = 0;
  let length = 0;
  for (let i = 0; i < DIGITS; i++) {
    if (!bitsAt[i]) continue;
    let digit = 0;
    const end = Math.min(width, DIGITS - i);
    for (let k = 0; k < end; k++) digit += bitsAt[i + k] << k;
    bitsAt.fill(0, i, i + end);
    if (digit > 2 ** (width - 1)) {
      digit -= 2 ** width;
      for (let k = i + end; k < DIGITS; k++) {
        bitsAt[k] ^= 1;
        if (bitsAt[k]) break;
      }
    }
    digits[i] = digit;
    length = i + 1;
  }
  return length;
}

/** The odd multiples 1, 3, ... of a ready point, lifted. */
function oddMultiples(table, ready, at) {
  const step = new Float64Array(POINT);
  clear(running, 0);
  addReady(running, 0, ready, at, false);
  lift(table, 0, running, 0);
  clear(step, 0);
  addReady(step, 0, ready, at, false);
  double(step, 0);
  lift(lifted, 0, step, 0);
  for (let i = 1; i < table.length / POINT; i++) {
    addLifted(running, 0, lifted, 0, false);
    lift(table, i * POINT, running, 0);
  }
}

/** Many odd multiples of a fixed point, ready. */
export function fixedMultiples(ready) {
  const count = 2 ** (FIXED_WIDTH - 2);
  const points = new Float64Array(count * POINT);
  clear(running, 0);
  addReady(running, 0, ready, 0, false);
  const step = running.slice();
  double(step, 0);
  lift(lifted, 0, step, 0);
  for (let i = 0; i < count; i++) {
    points.set(running, i * POINT);
    addLifted(running, 0, lifted, 0, false);
  }
  return allReady(points, count);
}

const tables = [];

/**
 * The sum of a few terms {scalars: 32 bytes, ready}, as a point; `fixed`, for one of them, are the
 * `fixedMultiples` of its point.
 */
export function rowSum(terms) {
  const parts = terms.map(({ scalars, ready, fixed }, place) => {
    tables[place] ??= { digits: new Int8Array(DIGITS), own: new Float64Array(2 ** (OWN_WIDTH - 2) * POINT) };
    const { digits, own } = tables[place];
    const length = oddDigits(digits, scalars, 0, fixed ? FIXED_WIDTH : OWN_WIDTH);
    const isAlone = length <= 1 && Math.abs(digits[0]) <= 1;
    if (!fixed && !isAlone) oddMultiples(own, ready, 0);
    return { ready, fixed, digits, own, length, isAlone };
  });
  const point = new Float64Array(POINT);
  clear(point, 0);
  const length = Math.max(...parts.map((part) => part.length));
  for (let i = length - 1; i >= 0; i--) {
    // T is asked for by an addition and, at the end, by who writes the point.
    const isNext = i === 0 || parts.some(({ digits }) => digits[i]);
    if (i < length - 1) double(point, 0, isNext);
    for (const part of parts) if (part.digits[i]) addDigit(point, part, part.digits[i]);
  }
  return point;
}

function addDigit(point, { ready, fixed, own, isAlone }, digit) {
  const place = (Math.abs(digit) - 1) / 2;
  if (fixed) addReady(point, 0, fixed, place * READY, digit < 0);
  else if (isAlone) addReady(point, 0, ready, 0, digit < 0);
  else addLifted(point, 0, own, place * POINT, digit < 0);
}
