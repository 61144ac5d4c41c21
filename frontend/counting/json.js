// JSON without loss: whole numbers are BigInts, others rationals, and objects Maps, which keep the
// order of keys that look like numbers.
import { Rational, exactText } from "./numbers.js";

const TOKEN = /"(?:[^"\\]|\\.)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const MOST_ZEROS = 400;

/**
 * Reads a document; a SyntaxError if it is none.
 *
 * The browser's own parser does the work: each string goes through it behind "=", so that no key
 * looks like a number, and each number as a string behind "#", so that none is rounded.
 */
export function parseJson(text) {
  return read(JSON.parse(text.replace(TOKEN, (token) => (token[0] === '"' ? `"=${token.slice(1)}` : `"#${token}"`))));
}

function read(value) {
  if (typeof value === "string") return value[0] === "#" ? numberOf(value.slice(1)) : value.slice(1);
  if (Array.isArray(value)) return value.map(read);
  if (value === null || typeof value !== "object") return value;
  return new Map(Object.entries(value).map(([key, part]) => [read(key), read(part)]));
}

function numberOf(text) {
  const [mantissa, exponent = "0"] = text.toLowerCase().split("e");
  const [digits, decimals = ""] = mantissa.split(".");
  if (text === digits) return BigInt(digits);
  const zeros = Number(exponent) - decimals.length;
  if (Math.abs(zeros) > MOST_ZEROS) throw new SyntaxError(`${text} is out of range`);
  const number = BigInt(digits + decimals);
  return zeros < 0 ? new Rational(number, 10n ** BigInt(-zeros)) : new Rational(number * 10n ** BigInt(zeros));
}

/** A rational is an int where it is whole, else its exact text: a float would round it. */
const plain = (number) => (number.isWhole ? number.numerator : exactText(number));

/** A value as JSON; with a step, each part on a line of its own, indented by so many spaces. */
export function jsonText(value, step = 0, indent = 0) {
  if (value instanceof Rational) return jsonText(plain(value));
  if (typeof value === "bigint" || typeof value === "number") return `${value}`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const inner = indent + step;
  const [colon, comma] = step ? [": ", `,\n${" ".repeat(inner)}`] : [":", ","];
  const around = (open, parts, close) => {
    if (!parts.length || !step) return open + parts.join(comma) + close;
    return `${open}\n${" ".repeat(inner)}${parts.join(comma)}\n${" ".repeat(indent)}${close}`;
  };
  if (Array.isArray(value)) {
    return around("[", value.map((part) => jsonText(part, step, inner)), "]");
  }
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  return around("{", entries.map(([key, part]) => JSON.stringify(key) + colon + jsonText(part, step, inner)), "}");
}
