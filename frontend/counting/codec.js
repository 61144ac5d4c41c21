// Rules from JSON, strictly: no key is guessed, dropped or made up.
//
// A kind is a function from a parsed value (see json.js) and the path of keys to it, to what the
// rules count with; it throws `unreadable` with the path of the first misfit.
import { CountingError } from "./errors.js";
import { jsonText } from "./json.js";
import { Rational, parseExact } from "./numbers.js";

const refuse = (where, problem) => new CountingError("unreadable", { where, problem });
const pathTo = (where, key) => (where ? `${where}.${key}` : key);

function expect(isFit, value, kind, where) {
  if (!isFit) throw refuse(where, `${jsonText(value)} is not of the type ${kind}`);
  return value;
}

export function exact(value, where) {
  if (typeof value === "bigint") return new Rational(value);
  const number = typeof value === "string" ? parseExact(value) : value;
  if (!(number instanceof Rational)) throw refuse(where, `${jsonText(value)} is not an exact number`);
  return number;
}

export const text = (value, where) => expect(typeof value === "string", value, "str", where);
export const integer = (value, where) => expect(typeof value === "bigint", value, "int", where);
export const flag = (value, where) => expect(typeof value === "boolean", value, "bool", where);
export const optional = (kind) => (value, where) => (value === null ? null : kind(value, where));

export const choice =
  (...choices) =>
  (value, where) => {
    if (!choices.includes(value)) throw refuse(where, `${jsonText(value)} is none of ${choices.join(", ")}`);
    return value;
  };

export const listOf = (kind) => (value, where) =>
  expect(Array.isArray(value), value, "list", where).map((part, i) => kind(part, `${where}[${i}]`));

export const mapOf = (kind) => (value, where) =>
  new Map([...expect(value instanceof Map, value, "dict", where)].map(([key, part]) => [key, kind(part, pathTo(where, key))]));

/** An object of `parts`: for each key its kind and, where it may be left out, what then stands. */
export const record =
  (parts, { name = null, check = () => {} } = {}) =>
  (value, where) => {
    const given = new Map(expect(value instanceof Map, value, "dict", where));
    if (name) given.delete("name");
    const unknown = [...given.keys()].filter((key) => !Object.hasOwn(parts, key)).sort()[0];
    if (unknown !== undefined) throw refuse(pathTo(where, unknown), "unknown key");
    const read = name ? { name } : {};
    for (const [key, [kind, ...rest]] of Object.entries(parts)) {
      if (!given.has(key) && !rest.length) throw refuse(pathTo(where, key), "missing");
      read[key] = given.has(key) ? kind(given.get(key), pathTo(where, key)) : rest[0];
    }
    check(read);
    return Object.freeze(read);
  };

/** One of several kinds, told apart by the key "name". */
export const oneOf = (kinds) => (value, where) => {
  const name = expect(value instanceof Map, value, "dict", where).get("name");
  if (typeof name !== "string" || !Object.hasOwn(kinds, name)) {
    throw refuse(pathTo(where, "name"), `${jsonText(name ?? null)} is none of ${Object.keys(kinds).join(", ")}`);
  }
  return kinds[name](value, where);
};
