// Randomness as an argument: a draw has `bytes(count)`. A real vote draws from the browser.
import { bytesToNumberBE } from "@noble/curves/utils.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { concatBytes, randomBytes } from "@noble/hashes/utils.js";
import { number } from "./transcript.js";

/** From the browser: crypto.getRandomValues. */
export const SYSTEM_DRAW = Object.freeze({ bytes: (count) => randomBytes(count) });

/** From a seed, by SHA-512 over a counter: for rehearsals, lots and vectors alone. */
export class SeededDraw {
  #left = new Uint8Array();
  #block = 0;

  constructor(seed) {
    this.seed = seed;
  }

  bytes(count) {
    while (this.#left.length < count) {
      this.#left = concatBytes(this.#left, sha512(concatBytes(this.seed, number(this.#block))));
      this.#block += 1;
    }
    const drawn = this.#left.slice(0, count);
    this.#left = this.#left.slice(count);
    return drawn;
  }
}

/** A scalar from 1 to order - 1, its distance from uniform below 2**-128. */
export function drawScalar(draw, group) {
  const width = Math.ceil(group.order.toString(2).length / 8) + 16;
  return 1n + (bytesToNumberBE(draw.bytes(width)) % (group.order - 1n));
}

/** A uniform order of 0 .. size - 1 (Fisher and Yates, by rejection). */
export function drawPermutation(draw, size) {
  const order = Array.from({ length: size }, (_, place) => place);
  for (let last = size - 1; last > 0; last -= 1) {
    const other = below(draw, last + 1);
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}

function below(draw, bound) {
  const width = Math.ceil(bound.toString(2).length / 8);
  const limit = 256 ** width - (256 ** width % bound);
  for (;;) {
    const drawn = Number(bytesToNumberBE(draw.bytes(width)));
    if (drawn < limit) return drawn % bound;
  }
}
