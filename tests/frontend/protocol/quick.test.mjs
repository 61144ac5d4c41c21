// The quick group gives what @noble/curves gives, whatever the numbers.
import assert from "node:assert/strict";
import { test } from "node:test";
import { SeededDraw, drawScalar } from "../../../frontend/protocol/draw.js";
import { QUICK_RISTRETTO255 as QUICK } from "../../../frontend/protocol/groups/quick.js";
import { add, fieldNumber, fromBytes, invert, multiply, square, subtract, toBytes } from "../../../frontend/protocol/groups/quick/field.js";
import { RISTRETTO255 as SLOW } from "../../../frontend/protocol/groups/ristretto.js";

const P = 2n ** 255n - 19n;
const draw = new SeededDraw(new TextEncoder().encode("quick"));
const drawn = () => drawScalar(draw, SLOW);
const BORDERS = [0n, 1n, 2n, 3n, 15n, 16n, 2n ** 128n - 1n, 2n ** 252n, SLOW.order - 2n, SLOW.order - 1n];
const SCALARS = [...BORDERS, ...Array.from({ length: 24 }, drawn)];
const there = SCALARS.map((scalar) => SLOW.multiplyGenerator(scalar));
const here = there.map(({ bytes }) => QUICK.decode(bytes));
const same = (quick, slow) => assert.deepEqual(quick.bytes, slow.bytes);

function valueOf(number) {
  const bytes = new Uint8Array(32);
  toBytes(bytes, 0, number, 0);
  return bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

test("numbers of the field are those of whole numbers, also at the borders and as uncarried sums", () => {
  const values = [0n, 1n, 18n, 19n, P - 1n, P - 19n, 2n ** 254n, ...SCALARS.map((scalar) => scalar * 7n)].map((value) => value % P);
  const result = new Float64Array(12);
  for (const [at, x] of values.entries()) {
    const y = values[(at * 5 + 3) % values.length];
    const [a, b] = [fieldNumber(x), fieldNumber(y)];
    assert.equal(valueOf(a), x);
    multiply(result, 0, a, 0, b, 0);
    assert.equal(valueOf(result), (x * y) % P);
    square(result, 0, a, 0);
    assert.equal(valueOf(result), (x * x) % P);
    const [sum, difference] = [new Float64Array(12), new Float64Array(12)];
    add(sum, 0, a, 0, b, 0);
    add(sum, 0, sum, 0, sum, 0);
    subtract(difference, 0, a, 0, b, 0);
    multiply(result, 0, sum, 0, difference, 0);
    assert.equal(valueOf(result), (((2n * (x + y) * (x - y)) % P) + P) % P);
    if (x) {
      invert(result, 0, a, 0);
      assert.equal((valueOf(result) * x) % P, 1n);
    }
  }
});

test("what is 2^255 - 19 or above is read as what is left of it", () => {
  for (const above of [0n, 1n, 18n]) {
    const bytes = new Uint8Array(32).fill(255);
    bytes[0] = 237 + Number(above);
    bytes[31] = 127;
    const number = new Float64Array(12);
    fromBytes(number, 0, bytes, 0);
    assert.equal(valueOf(number), above);
  }
});

test("multiples, sums and differences agree", () => {
  SCALARS.forEach((scalar, at) => {
    const other = (at * 7 + 1) % SCALARS.length;
    same(QUICK.multiplyGenerator(scalar), there[at]);
    same(QUICK.multiply(SCALARS[other], here[at]), SLOW.multiply(SCALARS[other], there[at]));
    same(QUICK.add(here[at], here[other]), SLOW.add(there[at], there[other]));
    same(QUICK.subtract(here[at], here[other]), SLOW.subtract(there[at], there[other]));
    const scalars = [SCALARS[other], -scalar, 3n, 1n];
    const points = (group, all) => [group.generator, all[at], all[other], all[at]];
    same(QUICK.combine(scalars, points(QUICK, here)), SLOW.combine(scalars, points(SLOW, there)));
  });
});

for (const count of [0, 1, 12, 13, 34, 200]) {
  test(`a sum of ${count} multiples agrees`, () => {
    const picked = Array.from({ length: count }, (_, at) => (at * 11) % SCALARS.length);
    const scalars = picked.map((_, at) => SCALARS[(at * 13 + 5) % SCALARS.length]);
    const sum = (group, all) => group.combine(scalars, picked.map((at) => all[at]));
    if (count) same(sum(QUICK, here), sum(SLOW, there));
    else same(QUICK.combine([], []), SLOW.identity);
  });
}

test("what is no encoding is refused by both, and what is one is read by both", () => {
  for (let round = 0; round < 300; round += 1) {
    const bytes = draw.bytes(32);
    if (round % 2) bytes[0] &= 254;
    if (round % 3) bytes[31] &= 127;
    assert.equal(QUICK.decode(bytes) === null, SLOW.decode(bytes) === null);
  }
  assert.equal(QUICK.decode(new Uint8Array(31)), null);
  for (const { bytes } of there) {
    bytes[31] |= 128;
    assert.deepEqual([QUICK, SLOW].map((group) => group.decode(bytes)), [null, null]);
    bytes[31] &= 127;
  }
  same(QUICK.identity, SLOW.identity);
});

test("elements from digests and payloads agree", () => {
  for (let round = 0; round < 20; round += 1) {
    const digest = draw.bytes(64);
    same(QUICK.fromDigest(digest), SLOW.fromDigest(digest));
    const payload = draw.bytes(30);
    same(QUICK.embed(payload), SLOW.embed(payload));
    assert.deepEqual(QUICK.extract(QUICK.embed(payload)), payload);
  }
});
