// Reads a record, part by part, in the order of the format, one frame in memory at a time.
import { Check, CheckFailed } from "../errors.js";
import { gathered } from "../rows.js";
import { scalarSize } from "../wire.js";
import { RecordUnreadable, Tag, nameOf, readFrames } from "./frames.js";
import { readMixHeader, readOpeningHeader } from "./parts.js";

/** The column of an opening; those of a mix are 0 to 4. */
export const FACTORS = 5;

/**
 * Each method reads the next part; a part that is not the next one is unreadable. Elements of columns
 * are left as bytes: who works with them reads them, and refuses what is none.
 */
export class RecordReader {
  #frames;
  #next;

  /** A reader of the chunks of a file; `told` hears how many bytes were read. */
  static async of(chunks, told) {
    const reader = new RecordReader();
    reader.#frames = readFrames(chunks, told);
    await reader.#advance();
    return reader;
  }

  async #advance() {
    const { value, done } = await this.#frames.next();
    this.#next = done ? null : value;
  }

  /** The payload of the next frame, which has this tag. */
  async one(tag) {
    if (!this.isNext(tag)) throw new RecordUnreadable(`Where ${nameOf(tag)} is due stands something else.`);
    const { payload } = this.#next;
    await this.#advance();
    return payload;
  }

  /** The payloads of the frames of this tag that come next; there may be none. */
  async *some(tag) {
    while (this.isNext(tag)) yield await this.one(tag);
  }

  isNext(tag) {
    return this.#next?.tag === tag;
  }

  /** The keys of each electorate, as bytes; `read` is given the bytes of each frame, to refuse what is no key. */
  async credentials({ group, electorates }, read) {
    const parts = electorates.map(() => []);
    let last = 0;
    for await (const payload of this.some(Tag.CREDENTIALS)) {
      if (payload.length % group.elementSize !== 1 || payload[0] < last || payload[0] >= parts.length) {
        throw new CheckFailed(Check.CREDENTIAL_LIST, "no keys of an electorate, in order");
      }
      last = payload[0];
      await read(payload.subarray(1));
      parts[last].push(payload.subarray(1));
    }
    return parts.map(gathered);
  }

  /** The bytes of the log's entries, in order. */
  async *entries() {
    for await (const payload of this.some(Tag.ENTRIES)) {
      let at = 0;
      while (at < payload.length) {
        const start = at + 2;
        at = start + payload[at] * 256 + payload[at + 1];
        if (!(at <= payload.length)) throw new RecordUnreadable("An entry of the log ends too early.");
        yield payload.slice(start, at);
      }
    }
  }

  /** The next mix, which has to be of so many rows: {place, after, proof, signature}. */
  async mix(definition, rows) {
    const { group, elements } = definition;
    const { place, size, signature, ...scalars } = readMixHeader(definition, await this.one(Tag.MIX));
    if (size !== rows) throw new CheckFailed(Check.MIX_SHAPE, `${size} rows, of ${rows}`);
    const [element, scalar] = [group.elementSize, scalarSize(group)];
    const columns = [];
    for (const [number, width] of [2 * elements * element, element, element, scalar, scalar].entries()) {
      columns.push(await this.#column(number, rows * width));
    }
    const [octets, permutation, chain, sHat, sTilde] = columns;
    return { place, after: { size, octets }, signature, proof: { ...scalars, permutation, chain, sHat, sTilde } };
  }

  /** The header of the next opening of this list, or null. */
  async nextOpening({ group }, electorate) {
    if (!this.isNext(Tag.OPENING)) return null;
    const header = readOpeningHeader(group, this.#next.payload);
    if (header.electorate !== electorate) return null;
    await this.#advance();
    return header;
  }

  /** What the trustee of this header gave, one factor for each ciphertext of the rows. */
  async opening({ group, elements }, { trustee, size, proof }, rows) {
    if (size !== rows * elements) throw new CheckFailed(Check.OPENING_SHAPE, `trustee ${trustee}`);
    return { j: trustee, factors: await this.#column(FACTORS, size * group.elementSize), proof };
  }

  /** Nothing is left. */
  end() {
    if (this.#next) throw new RecordUnreadable("Something stands after the result.");
  }

  async #column(number, size) {
    const parts = [];
    let length = 0;
    while (length < size) {
      const payload = await this.one(Tag.COLUMN);
      if (payload[0] !== number || payload.length <= 1) throw new RecordUnreadable("The columns are not in order.");
      parts.push(payload.subarray(1));
      length += payload.length - 1;
    }
    if (length !== size) throw new RecordUnreadable("A column is longer than the list.");
    return gathered(parts);
  }
}
