// ristretto255 again, several times quicker, for public values alone: verifiers and mixed lists.
//
// The same interface as groups/base.js describes. It takes no care to use the same time for every
// number; keys, shares and ballots go through @noble/curves (ristretto.js), against which it is tested.
import { Check, CheckFailed } from "../errors.js";
import { modulo } from "./base.js";
import { MODP_2048, TOY } from "./modular.js";
import { SIZE, pointOfDigest, readReady, writePoint } from "./quick/encoding.js";
import { POINT, READY, addReady, allReady, clear } from "./quick/points.js";
import { fixedMultiples, rowSum, sumOf } from "./quick/sums.js";
import { RISTRETTO255 } from "./ristretto.js";

const ORDER = RISTRETTO255.order;
const COUNTERS = 2 ** 14;
// From so many on, one after the other is slower.
const MANY = 12;
const LOW = 2n ** 64n - 1n;

/** A point in either form, and its encoding once that was asked for. */
class Element {
  #point;
  #ready;
  #bytes;

  constructor(point, ready, bytes) {
    this.#point = point;
    this.#ready = ready;
    this.#bytes = bytes;
  }

  get point() {
    if (!this.#point) {
      this.#point = new Float64Array(POINT);
      clear(this.#point, 0);
      addReady(this.#point, 0, this.#ready, 0, false);
    }
    return this.#point;
  }

  get ready() {
    return (this.#ready ??= allReady(this.#point, 1));
  }

  get bytes() {
    if (!this.#bytes) {
      this.#bytes = new Uint8Array(SIZE);
      writePoint(this.#bytes, 0, this.point, 0);
    }
    return this.#bytes;
  }
}

function decode(bytes) {
  const ready = new Float64Array(READY);
  return bytes.length === SIZE && readReady(ready, 0, bytes, 0) ? new Element(null, ready, Uint8Array.from(bytes)) : null;
}

/** So many scalars as 32 bytes each, little-endian. */
function packed(scalars) {
  const bytes = new Uint8Array(SIZE * scalars.length);
  const view = new DataView(bytes.buffer);
  scalars.forEach((scalar, place) => {
    const reduced = modulo(scalar, ORDER);
    for (let word = 0; word < 4; word++) view.setBigUint64(SIZE * place + 8 * word, (reduced >> BigInt(64 * word)) & LOW, true);
  });
  return bytes;
}

function summed(scalars, elements) {
  const ready = new Float64Array(READY * elements.length);
  elements.forEach((element, place) => ready.set(element.ready, place * READY));
  return new Element(sumOf(ready, packed(scalars)));
}

function added(a, b, negative) {
  const point = a.point.slice();
  addReady(point, 0, b.ready, 0, negative);
  return new Element(point);
}

const generator = decode(RISTRETTO255.generator.bytes);
const fixed = fixedMultiples(generator.ready);

export const QUICK_RISTRETTO255 = Object.freeze({
  ...RISTRETTO255,
  identity: decode(RISTRETTO255.identity.bytes),
  generator,
  decode,
  add: (a, b) => added(a, b, false),
  subtract: (a, b) => added(a, b, true),
  same: (a, b) => a.bytes.every((byte, place) => byte === b.bytes[place]),
  multiply: (scalar, a) => QUICK_RISTRETTO255.combine([scalar], [a]),
  multiplyGenerator: (scalar) => QUICK_RISTRETTO255.combine([scalar], [generator]),

  combine(scalars, elements) {
    if (elements.length >= MANY) return summed(scalars, elements);
    const bytes = packed(scalars);
    return new Element(
      rowSum(
        elements.map((element, place) => ({
          scalars: bytes.subarray(SIZE * place, SIZE * (place + 1)),
          ready: element.ready,
          fixed: element === generator ? fixed : null,
        })),
      ),
    );
  },

  fromDigest(digest) {
    const point = new Float64Array(POINT);
    pointOfDigest(point, 0, digest);
    return new Element(point);
  },

  embed(payload) {
    if (payload.length !== RISTRETTO255.payloadSize) throw new RangeError("A payload of ristretto255 has 30 bytes.");
    const candidate = new Uint8Array(SIZE);
    candidate.set(payload, 1);
    for (let counter = 0; counter < COUNTERS; counter += 1) {
      candidate[0] = (counter % 128) * 2;
      candidate[31] = Math.floor(counter / 128);
      const element = decode(candidate);
      if (element && candidate.some((byte) => byte)) return element;
    }
    throw new CheckFailed(Check.EMBEDDING, "no counter gives an element");
  },

  extract(element) {
    const payload = element.bytes.slice(1, 31);
    if (!QUICK_RISTRETTO255.same(QUICK_RISTRETTO255.embed(payload), element)) {
      throw new CheckFailed(Check.EMBEDDING, "not the smallest counter");
    }
    return payload;
  },
});

/** All groups by name, for who handles nothing secret. */
export const QUICK_GROUPS = new Map([QUICK_RISTRETTO255, MODP_2048, TOY].map((group) => [group.name, group]));
