// The members of an object in a document, each of one type and within bounds, and no others.
import { hexToBytes } from "@noble/hashes/utils.js";
import { sortedByCodePoint } from "../lib/code_points.js";
import { CheckFailed } from "./errors.js";

const HEXADECIMAL = /^[0-9a-f]*$/;

/**
 * Every member is taken by name; what is missing, left over or of another type is refused.
 *
 * `where` names the object in refusals, `check` is the check that they fail.
 */
class Fields {
  #left;

  constructor(value, where, check) {
    Object.assign(this, { where, check });
    if (value === null || typeof value !== "object" || Array.isArray(value)) throw this.refusal("no object");
    this.#left = new Map(Object.entries(value));
  }

  refusal(problem) {
    return new CheckFailed(this.check, `${this.where}: ${problem}`);
  }

  value(name) {
    if (!this.#left.has(name)) throw this.refusal(`${name} is missing`);
    const value = this.#left.get(name);
    this.#left.delete(name);
    return value;
  }

  /** A text of at most so many characters (code points). */
  text(name, longest = 2000) {
    const value = this.value(name);
    if (typeof value !== "string" || (value.length > longest && [...value].length > longest)) {
      throw this.refusal(`${name} is no text of at most ${longest} characters`);
    }
    return value;
  }

  whole(name, least = 0, most = Number.MAX_SAFE_INTEGER) {
    const value = this.value(name);
    if (!Number.isSafeInteger(value) || value < least || value > most) {
      throw this.refusal(`${name} is no whole number from ${least} to ${most}`);
    }
    return value;
  }

  wholeOrNone(name, least, most) {
    if (this.#left.get(name) !== null) return this.whole(name, least, most);
    return this.value(name);
  }

  flag(name) {
    const value = this.value(name);
    if (typeof value !== "boolean") throw this.refusal(`${name} is neither true nor false`);
    return value;
  }

  /** Whether a flag is true that stays to be taken. */
  peekFlag(name) {
    return this.#left.get(name) === true;
  }

  octets(name, size) {
    return this.octetsOf(this.value(name), name, size);
  }

  /** Bytes written as lower-case hexadecimal. */
  octetsOf(value, name, size) {
    if (typeof value !== "string" || value.length !== 2 * size || !HEXADECIMAL.test(value)) {
      throw this.refusal(`${name} is not ${size} bytes in hexadecimal`);
    }
    return hexToBytes(value);
  }

  items(name, most) {
    const value = this.value(name);
    if (!Array.isArray(value) || value.length > most) throw this.refusal(`${name} is no list of at most ${most}`);
    return value;
  }

  allOctets(name, size, most) {
    return this.items(name, most).map((part) => this.octetsOf(part, name, size));
  }

  end() {
    if (this.#left.size) throw this.refusal(`${sortedByCodePoint([...this.#left.keys()])[0]} is unknown`);
  }
}

/** What `read` makes of the members of `value`, of which none may be left; throws the check given. */
export function fieldsOf(value, where, check, read) {
  const fields = new Fields(value, where, check);
  const made = read(fields);
  fields.end();
  return made;
}
