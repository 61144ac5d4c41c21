// A log that only grows, and short proofs about it: RFC 6962, section 2.1, with SHA-256.
//
// A leaf is hashed as SHA-256(0x00 || entry), a node as SHA-256(0x01 || left || right). The tree of
// n > 1 leaves splits after the largest power of two below n. Sizes and places are below 2**31.
import { equalBytes } from "@noble/curves/utils.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes } from "@noble/hashes/utils.js";
import { Check, CheckFailed } from "./errors.js";

export const EMPTY = sha256(new Uint8Array());

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

export const leafHash = (entry) => sha256(concatBytes(LEAF, entry));
export const nodeHash = (left, right) => sha256(concatBytes(NODE, left, right));

/** The hashes of a growing log. The root of every full subtree is kept. */
export class Tree {
  // levels[k][i] is the root of the leaves i*2^k .. (i+1)*2^k - 1.
  #levels = [[]];

  get length() {
    return this.#levels[0].length;
  }

  /** Adds the hash of one more entry. */
  append(leaf) {
    let [level, node] = [0, leaf];
    this.#levels[0].push(node);
    while (this.#levels[level].length % 2 === 0) {
      const [left, right] = this.#levels[level].slice(-2);
      node = nodeHash(left, right);
      level += 1;
      if (level === this.#levels.length) this.#levels.push([]);
      this.#levels[level].push(node);
    }
  }

  /** The root of the first `size` entries, of all unless told. */
  root(size = this.length) {
    return size ? this.#root(0, size) : EMPTY;
  }

  /** The path from entry `index` to the root of the first `size` entries, leaf first. */
  inclusion(index, size) {
    if (!(index >= 0 && index < size && size <= this.length)) throw new RangeError(`no entry ${index} of ${size}`);
    return this.#inclusion(index, 0, size);
  }

  /** The proof that the first `old` entries are the beginning of the first `size`. */
  consistency(old, size) {
    if (!(old > 0 && old <= size && size <= this.length)) throw new RangeError(`no sizes ${old} and ${size}`);
    return this.#consistency(old, 0, size, true);
  }

  #root(start, end) {
    const size = end - start;
    if ((size & (size - 1)) === 0) {
      const level = 31 - Math.clz32(size);
      return this.#levels[level][start >> level];
    }
    const middle = start + split(size);
    return nodeHash(this.#root(start, middle), this.#root(middle, end));
  }

  #inclusion(index, start, end) {
    if (end - start === 1) return [];
    const middle = start + split(end - start);
    if (index < middle) return [...this.#inclusion(index, start, middle), this.#root(middle, end)];
    return [...this.#inclusion(index, middle, end), this.#root(start, middle)];
  }

  /** SUBPROOF of the RFC; `old` counts from the beginning of the log. */
  #consistency(old, start, end, isWhole) {
    if (old === end) return isWhole ? [] : [this.#root(start, end)];
    const middle = start + split(end - start);
    if (old <= middle) return [...this.#consistency(old, start, middle, isWhole), this.#root(middle, end)];
    return [...this.#consistency(old, middle, end, false), this.#root(start, middle)];
  }
}

/** Checks that the leaf is entry `index` of the log with `size` entries and this root; throws `log-inclusion`. */
export function checkInclusion(leaf, index, size, path, root) {
  const climbed = index >= 0 && index < size ? climb(leaf, index, size, path) : null;
  if (!climbed || !equalBytes(climbed, root)) throw new CheckFailed(Check.LOG_INCLUSION, `entry ${index} of ${size}`);
}

/** Checks that the log of the new head begins with the log of the old one (RFC 9162, 2.1.4.2); throws `log-consistency`. */
export function checkConsistency(old, oldRoot, size, root, proof) {
  if (!isExtension(old, oldRoot, size, root, proof)) throw new CheckFailed(Check.LOG_CONSISTENCY, `${old} entries to ${size}`);
}

function isExtension(old, oldRoot, size, root, proof) {
  if (old < 0 || old > size) return false;
  if (old === 0) return equalBytes(oldRoot, EMPTY) && !proof.length;
  if (old === size) return equalBytes(oldRoot, root) && !proof.length;
  // A full tree of `old` entries is itself the first step of the proof.
  const steps = (old & (old - 1)) === 0 ? [oldRoot, ...proof] : proof;
  const climbed = steps.length ? climbTwice(steps, old - 1, size - 1) : null;
  return climbed !== null && equalBytes(climbed[0], oldRoot) && equalBytes(climbed[1], root);
}

/** The roots of the old log and of the new one that the steps lead to, or null where they do not fit. */
function climbTwice(steps, first, end) {
  let [place, last] = [first, end];
  while (place & 1) [place, last] = [place >> 1, last >> 1];
  let [small, large] = [steps[0], steps[0]];
  for (const step of steps.slice(1)) {
    if (last === 0) return null;
    if (place & 1 || place === last) {
      [small, large] = [nodeHash(step, small), nodeHash(step, large)];
      while (place && !(place & 1)) [place, last] = [place >> 1, last >> 1];
    } else {
      large = nodeHash(large, step);
    }
    [place, last] = [place >> 1, last >> 1];
  }
  return last === 0 ? [small, large] : null;
}

/** The root that the path leads to, or null where it is too short or too long. */
function climb(leaf, index, size, path) {
  let [place, last, node] = [index, size - 1, leaf];
  for (const step of path) {
    if (last === 0) return null;
    if (place & 1 || place === last) {
      node = nodeHash(step, node);
      while (place && !(place & 1)) [place, last] = [place >> 1, last >> 1];
    } else {
      node = nodeHash(node, step);
    }
    [place, last] = [place >> 1, last >> 1];
  }
  return last === 0 ? node : null;
}

/** The largest power of two below the size. */
const split = (size) => 1 << (31 - Math.clz32(size - 1));
