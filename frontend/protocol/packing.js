// What a ballot says, as the bytes that it encrypts: as few as its kind allows, and canonical.
//
// Every choice has exactly one packing, and unused bits are zero: a ballot cannot carry a mark.
// Options are their places 0 .. n-1 in the definition. A choice is a list: approval: the options
// picked, rising; points: one number for each option; ranking: options from the first rank on.
import { bytesToNumberLE, numberToBytesLE } from "@noble/curves/utils.js";
import { concatBytes } from "@noble/hashes/utils.js";
import { Check, CheckFailed } from "./errors.js";

/** Approval serves budget-limited picks too: both are sets of options. */
export const BallotKind = Object.freeze({ APPROVAL: "approval", POINTS: "points", RANKING: "ranking" });

const isWhole = (value, most) => Number.isSafeInteger(value) && value >= 0 && value <= most;

/**
 * How the choices of one election become bytes.
 *
 * `options` is n. `limit`: for points the most that one option may get, for ranking the most ranks;
 * for approval it is not used and 0.
 */
export class Packing {
  constructor(kind, options, limit = 0) {
    Object.assign(this, { kind, options, limit });
    if (options < 1 || options > 10_000) throw new RangeError("A ballot has 1 to 10,000 options.");
    const fits = {
      [BallotKind.APPROVAL]: limit === 0,
      [BallotKind.POINTS]: limit >= 1 && limit <= 1_000_000,
      [BallotKind.RANKING]: limit >= 1 && limit <= options,
    };
    if (!fits[kind]) throw new RangeError(`The limit ${limit} does not fit ${kind}.`);
    Object.freeze(this);
  }

  /** How many numbers the choices are packed into at most: payloads are below it. */
  get size() {
    // In a ranking a rank that is not given is the digit n, and after it come no others.
    return this.#base ** BigInt(this.#places);
  }

  get payloadBits() {
    return this.size === 1n ? 0 : (this.size - 1n).toString(2).length;
  }

  /** How many group elements, each with so many payload bytes, hold one ballot: w. */
  elements(payloadSize) {
    return Math.max(1, Math.ceil(this.payloadBits / (8 * payloadSize)));
  }

  /** The payloads of the w elements, the lowest first; throws `choice` for one that the kind cannot say. */
  pack(choice, payloadSize) {
    const number = this.#digits(choice).reduceRight((sum, digit) => sum * this.#base + BigInt(digit), 0n);
    const width = this.elements(payloadSize);
    const whole = numberToBytesLE(number, width * payloadSize);
    return Array.from({ length: width }, (_, place) => whole.slice(place * payloadSize, (place + 1) * payloadSize));
  }

  /** The choice in the payloads of one ballot; throws `choice` for bytes that `pack` gives for none. */
  unpack(payloads) {
    let number = bytesToNumberLE(concatBytes(...payloads));
    if (number >= this.size) throw new CheckFailed(Check.CHOICE, "unused bits are set");
    const digits = [];
    for (let place = 0; place < this.#places; place += 1) {
      digits.push(Number(number % this.#base));
      number /= this.#base;
    }
    return this.#choice(digits);
  }

  get #base() {
    return BigInt({ approval: 2, points: this.limit + 1, ranking: this.options + 1 }[this.kind]);
  }

  get #places() {
    return this.kind === BallotKind.RANKING ? this.limit : this.options;
  }

  #digits(choice) {
    if (this.kind === BallotKind.POINTS) {
      if (choice.length !== this.options || !choice.every((points) => isWhole(points, this.limit))) {
        throw new CheckFailed(Check.CHOICE, "points out of range");
      }
      return choice;
    }
    const named = new Set(choice);
    if (named.size !== choice.length || !choice.every((option) => isWhole(option, this.options - 1))) {
      throw new CheckFailed(Check.CHOICE, "an option twice, or one that does not exist");
    }
    if (this.kind === BallotKind.APPROVAL) {
      if (choice.some((option, place) => place > 0 && option < choice[place - 1])) {
        throw new CheckFailed(Check.CHOICE, "picks are named in rising order");
      }
      return Array.from({ length: this.options }, (_, option) => Number(named.has(option)));
    }
    if (choice.length > this.limit) throw new CheckFailed(Check.CHOICE, "more ranks than the ballot has");
    return [...choice, ...Array(this.limit - choice.length).fill(this.options)];
  }

  #choice(digits) {
    if (this.kind === BallotKind.POINTS) return digits;
    if (this.kind === BallotKind.APPROVAL) return digits.flatMap((digit, option) => (digit ? [option] : []));
    const ranked = digits.filter((digit) => digit !== this.options);
    if (ranked.some((option, rank) => digits[rank] !== option)) {
      throw new CheckFailed(Check.CHOICE, "a rank is left open before the last");
    }
    if (new Set(ranked).size !== ranked.length) throw new CheckFailed(Check.CHOICE, "an option has two ranks");
    return ranked;
  }
}
