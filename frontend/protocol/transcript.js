// What is hashed: every part with its length, under a name, so that no two statements collide.
//
// A challenge covers the whole statement (strong Fiat-Shamir): each caller lists every public value
// that the proof speaks of, and the election's fingerprint first of all. Parts are bytes.
import { bytesToNumberBE, numberToBytesBE } from "@noble/curves/utils.js";
import { concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { sha512 } from "@noble/hashes/sha2.js";

export const VERSION = "tomoni-1";

/** SHA-512 of the protocol's version, the domain and the parts: 64 bytes. */
export function digest(domain, ...parts) {
  const hasher = sha512.create();
  for (const part of [utf8ToBytes(VERSION), utf8ToBytes(domain), ...parts]) {
    hasher.update(number(part.length));
    hasher.update(part);
  }
  return hasher.digest();
}

/** The first 32 bytes of `digest`: a name for the parts that nobody can give to others. */
export const fingerprint = (domain, ...parts) => digest(domain, ...parts).slice(0, 32);

/** A scalar drawn from the parts. Zero would make a proof say nothing: verifiers refuse it. */
export function challenge(group, domain, ...parts) {
  return bytesToNumberBE(digest(domain, utf8ToBytes(group.name), ...parts)) % group.order;
}

/** The 128-bit numbers `from` to `to` of a seed that binds the whole statement. */
export function coefficients(seed, from, to) {
  const found = [];
  for (let block = from - (from % 4); block < to; block += 4) {
    const octets = sha512(concatBytes(seed, number(block)));
    for (let at = Math.max(block, from); at < Math.min(block + 4, to); at += 1) {
      const place = 16 * (at - block);
      found.push(bytesToNumberBE(octets.subarray(place, place + 16)));
    }
  }
  return found;
}

/** An unsigned number of 64 bits, as every count and index is hashed. */
export const number = (value) => numberToBytesBE(value, 8);
