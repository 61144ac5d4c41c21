// Squares modulo a safe prime: the RFC 3526 group, and a toy for rehearsals in tests.
import { invert, pow } from "@noble/curves/abstract/modular.js";
import { bytesToNumberBE, numberToBytesBE } from "@noble/curves/utils.js";
import { shake256 } from "@noble/hashes/sha3.js";
import { Check, CheckFailed } from "../errors.js";
import { modulo } from "./base.js";

/** A number, and its encoding once that was asked for. */
class Element {
  #size;
  #bytes;

  constructor(number, size) {
    this.number = number;
    this.#size = size;
  }

  get bytes() {
    return (this.#bytes ??= numberToBytesBE(this.number, this.#size));
  }
}

/** The symbol of Jacobi for an odd n. */
function jacobi(number, n) {
  let [a, b, sign] = [number % n, n, 1];
  while (a !== 0n) {
    while ((a & 1n) === 0n) {
      a >>= 1n;
      if ((b & 7n) === 3n || (b & 7n) === 5n) sign = -sign;
    }
    [a, b] = [b, a];
    if ((a & 3n) === 3n && (b & 3n) === 3n) sign = -sign;
    a %= b;
  }
  return b === 1n ? sign : 0;
}

/**
 * The squares modulo p = 2q + 1 (p and q prime), written additively; the order is q.
 *
 * Elements are big-endian of the length of p. A number is an element if it is one of 1 to p - 1
 * and a square (Jacobi symbol 1): so p - 1 and the negative of an element are none.
 */
export class ModularGroup {
  constructor(name, p) {
    Object.assign(this, { name, p, order: (p - 1n) / 2n });
    this.elementSize = Math.ceil(p.toString(16).length / 2);
    // Two bytes for the counter, and one so that the number stays below p.
    this.payloadSize = Math.min(this.elementSize - 3, 30);
    this.identity = this.#element(1n);
    this.generator = this.#element(4n);
    Object.freeze(this);
  }

  decode(bytes) {
    const number = bytesToNumberBE(bytes);
    const isElement = bytes.length === this.elementSize && number > 0n && number < this.p && jacobi(number, this.p) === 1;
    return isElement ? this.#element(number) : null;
  }

  add(a, b) {
    return this.#element((a.number * b.number) % this.p);
  }

  subtract(a, b) {
    return this.#element((a.number * invert(b.number, this.p)) % this.p);
  }

  same(a, b) {
    return a.number === b.number;
  }

  multiply(scalar, a) {
    return this.#element(pow(a.number, modulo(scalar, this.order), this.p));
  }

  multiplyGenerator(scalar) {
    return this.multiply(scalar, this.generator);
  }

  combine(scalars, elements) {
    return elements.reduce((sum, each, place) => this.add(sum, this.multiply(scalars[place], each)), this.identity);
  }

  fromDigest(digest) {
    const wide = bytesToNumberBE(shake256(digest, { dkLen: this.elementSize + 16 }));
    return this.#element(pow(2n + (wide % (this.p - 3n)), 2n, this.p));
  }

  /** The number is counter (2 bytes), then payload. */
  embed(payload) {
    if (payload.length !== this.payloadSize) throw new RangeError(`A payload of ${this.name} has ${this.payloadSize} bytes.`);
    const hidden = bytesToNumberBE(payload);
    for (let counter = 1n; counter < 65536n; counter += 1n) {
      const number = (counter << BigInt(8 * this.payloadSize)) + hidden;
      if (jacobi(number, this.p) === 1) return this.#element(number);
    }
    throw new CheckFailed(Check.EMBEDDING, "no counter gives an element");
  }

  extract(element) {
    const payload = element.bytes.slice(-this.payloadSize);
    if (!this.same(this.embed(payload), element)) throw new CheckFailed(Check.EMBEDDING, "not the smallest counter");
    return payload;
  }

  #element(number) {
    return new Element(number, this.elementSize);
  }
}

// RFC 3526, section 3 (group 14): 2^2048 - 2^1984 - 1 + 2^64 * ([2^1918 pi] + 124476)
export const MODP_2048 = new ModularGroup(
  "modp-2048",
  BigInt(
    "0xFFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74" +
      "020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437" +
      "4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED" +
      "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF05" +
      "98DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB" +
      "9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B" +
      "E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF695581718" +
      "3995497CEA956AE515D2261898FA051015728E5A8AACAA68FFFFFFFFFFFFFFFF",
  ),
);
// For rehearsals in tests, never for a vote: its logarithms are found in minutes.
export const TOY = new ModularGroup("toy", 2305843009213691579n);
