// ristretto255 (RFC 9496) by @noble/curves: the group of every real vote.
import { pippenger } from "@noble/curves/abstract/curve.js";
import { ristretto255, ristretto255_hasher } from "@noble/curves/ed25519.js";
import { Check, CheckFailed } from "../errors.js";
import { modulo } from "./base.js";

const Point = ristretto255.Point;
const ORDER = Point.Fn.ORDER;
// Each counter gives an element with probability 1/4: one payload in 2**6000 would find none.
const COUNTERS = 2 ** 14;
// From so many on, one after the other is slower.
const MANY = 8;

/** A point, and its encoding once that was asked for. */
class Element {
  #bytes;

  constructor(point, bytes) {
    this.point = point;
    this.#bytes = bytes;
  }

  get bytes() {
    return (this.#bytes ??= this.point.toBytes());
  }
}

const pointOf = (bytes) => {
  try {
    return Point.fromBytes(bytes);
  } catch {
    return null;
  }
};

export const RISTRETTO255 = Object.freeze({
  name: "ristretto255",
  order: ORDER,
  elementSize: 32,
  payloadSize: 30,
  identity: new Element(Point.ZERO),
  generator: new Element(Point.BASE),

  decode(bytes) {
    const point = pointOf(bytes);
    return point && new Element(point, Uint8Array.from(bytes));
  },

  add: (a, b) => new Element(a.point.add(b.point)),
  subtract: (a, b) => new Element(a.point.subtract(b.point)),
  same: (a, b) => a.point.equals(b.point),

  multiply(scalar, a) {
    const reduced = modulo(scalar, ORDER);
    return reduced === 0n ? RISTRETTO255.identity : new Element(a.point.multiply(reduced));
  },

  multiplyGenerator: (scalar) => RISTRETTO255.multiply(scalar, RISTRETTO255.generator),

  combine(scalars, elements) {
    const reduced = scalars.map((scalar) => modulo(scalar, ORDER));
    const points = elements.map((element) => element.point);
    if (points.length >= MANY) return new Element(pippenger(Point, points, reduced));
    return new Element(points.reduce((sum, point, place) => sum.add(point.multiplyUnsafe(reduced[place])), Point.ZERO));
  },

  fromDigest: (digest) => new Element(ristretto255_hasher.deriveToCurve(digest)),

  /** Byte 0 holds twice the low seven bits of the counter, byte 31 the high seven. */
  embed(payload) {
    if (payload.length !== 30) throw new RangeError("A payload of ristretto255 has 30 bytes.");
    const candidate = new Uint8Array(32);
    candidate.set(payload, 1);
    for (let counter = 0; counter < COUNTERS; counter += 1) {
      candidate[0] = (counter % 128) * 2;
      candidate[31] = Math.floor(counter / 128);
      const element = RISTRETTO255.decode(candidate);
      if (element && !RISTRETTO255.same(element, RISTRETTO255.identity)) return element;
    }
    throw new CheckFailed(Check.EMBEDDING, "no counter gives an element");
  },

  extract(element) {
    const payload = element.bytes.slice(1, 31);
    if (!RISTRETTO255.same(RISTRETTO255.embed(payload), element)) {
      throw new CheckFailed(Check.EMBEDDING, "not the smallest counter");
    }
    return payload;
  },
});
