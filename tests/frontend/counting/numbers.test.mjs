import assert from "node:assert/strict";
import { test } from "node:test";
import { jsonText, parseJson } from "../../../frontend/counting/json.js";
import { byCodePoint } from "../../../frontend/lib/code_points.js";
import { Rational, ceilOf, exactText, floorOf, parseDecimal, parseExact, toFloat } from "../../../frontend/counting/numbers.js";

test("a rational is in lowest terms, its denominator positive", () => {
  const number = new Rational(6n, -4n);
  assert.deepEqual([number.numerator, number.denominator], [-3n, 2n]);
});

for (const [text, read] of [["7", "7"], ["735616.250", "735616.25"], ["-0.05", "-0.05"], ["31300/7", "31300/7"], ["8/4", "2"]]) {
  test(`${text} is read and told as ${read}`, () => assert.equal(exactText(parseExact(text)), read));
}

for (const text of ["", "1e6", "1,5", "inf", "+1", "1.", ".5", "٣", "1".repeat(19), `0.${"1".repeat(13)}`, " 1"]) {
  test(`"${text}" is no number of a file`, () => assert.equal(parseDecimal(text), null));
}

test("whole parts are below, also of what is negative", () => {
  assert.deepEqual([floorOf(-7n, 2n), ceilOf(-7n, 2n), floorOf(7n, 2n), ceilOf(7n, 2n)], [-4n, -3n, 3n, 4n]);
});

test("a quotient as a float is at most one step off, however long its parts", () => {
  for (const [n, d] of [[1n, 3n], [10n ** 400n, 7n * 10n ** 399n], [2n ** 70n + 1n, 1n], [0n, 5n], [1n, 10n ** 300n]]) {
    const float = toFloat(n, d);
    const exact = Number((n * 10n ** 320n) / d) / 1e300 / 1e20;
    assert.ok(Math.abs(float - exact) <= Math.abs(exact) * 2 ** -51, `${float} is not ${exact}`);
  }
});

test("JSON keeps the order of keys, whole numbers of any length, and decimals exactly", () => {
  const text = '{"10": 12345678901234567890, "9": [-1, "=#\\"é", true, null], "__proto__": {}}';
  assert.equal(jsonText(parseJson(text)), text.replaceAll(": ", ":").replaceAll(", ", ","));
  assert.equal(exactText(parseJson("1.25e1")), "12.5");
});

for (const text of ["01", "1.", "{'a': 1}", "[1,]", "NaN", '"\u0001"', "1e999"]) {
  test(`${text} is no JSON`, () => assert.throws(() => parseJson(text), SyntaxError));
}

test("texts are in the order of their code points", () => {
  const texts = ["𠮷", "\uff21", "ab", "a", "", "\ue000", "市"];
  const byPoint = (text) => [...text].map((each) => each.codePointAt(0).toString(16).padStart(6, "0")).join();
  const expected = [...texts].sort((a, b) => (byPoint(a) < byPoint(b) ? -1 : 1));
  assert.deepEqual([...texts].sort(byCodePoint), expected);
});
