// One text for one value: JSON without a choice, for what is hashed and read by several programs.
//
// Objects with string keys in the order of their code points, lists, strings in Unicode NFC, whole
// numbers below 2**53 in magnitude, true, false and null; UTF-8, no spaces, nothing escaped but what
// must be. Bytes are written as lower-case hexadecimal. What is not the canonical text of a value is
// refused, so there is exactly one encoding of each.
import { equalBytes } from "@noble/curves/utils.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { sortedByCodePoint } from "../lib/code_points.js";
import { Check, CheckFailed } from "./errors.js";

const DEEPEST = 20;
const LONGEST = 50_000_000;

/** The one text of a value; throws `encoding` for a float, a large number, text that is not NFC, or depth. */
export const canonicalBytes = (value) => utf8ToBytes(canonicalText(value, 0));

/** The value of a canonical text; throws `encoding` for anything that `canonicalBytes` does not give. */
export function readCanonical(encoded) {
  if (encoded.length > LONGEST) throw new CheckFailed(Check.ENCODING, "too long");
  const value = parsed(encoded);
  if (!equalBytes(canonicalBytes(value), encoded)) {
    throw new CheckFailed(Check.ENCODING, "not the canonical text of its value");
  }
  return value;
}

function parsed(encoded) {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(encoded));
  } catch {
    throw new CheckFailed(Check.ENCODING, "no JSON of whole numbers and text");
  }
}

function canonicalText(value, depth) {
  if (depth > DEEPEST) throw new CheckFailed(Check.ENCODING, "nested too deeply");
  if (Array.isArray(value)) return `[${value.map((part) => canonicalText(part, depth + 1)).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const keys = sortedByCodePoint(Object.keys(value));
    return `{${keys.map((key) => `${leaf(key)}:${canonicalText(value[key], depth + 1)}`).join(",")}}`;
  }
  return leaf(value);
}

const isPlainText = (text) => !/\p{Surrogate}/u.test(text) && text.normalize("NFC") === text;

function leaf(value) {
  const isText = typeof value === "string";
  const isPlain = isText ? isPlainText(value) : typeof value === "boolean" || value === null || Number.isSafeInteger(value);
  if (!isPlain) throw new CheckFailed(Check.ENCODING, `a ${typeof value} without canonical text`);
  return JSON.stringify(value);
}
