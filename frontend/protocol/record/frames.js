// A file of frames: a tag, a length, a payload. It can be written and read as a stream.
//
// The last frame holds the SHA-256 of all bytes before it: a file that was cut short or damaged is told
// from one that says something false. It proves nothing; the protocol's checks do.
import { equalBytes } from "@noble/curves/utils.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { gathered } from "../rows.js";

const MAGIC = utf8ToBytes("TOMONI-RECORD-1\n");
/** Of a payload: a reader needs no more memory for one frame. */
const LONGEST = 2 ** 24;

/** The file is no record, or a damaged one: nothing is said about the election. */
export class RecordUnreadable extends Error {}

export const Tag = Object.freeze({
  DEFINITION: 1,
  CEREMONY: 2,
  CREDENTIALS: 3,
  SIGNATURES: 4,
  ENTRIES: 5,
  HEAD: 6,
  MIX: 7,
  COLUMN: 8,
  OPENING: 9,
  PAPER: 10,
  AUDIT: 11,
  RESULT: 12,
  END: 255,
});
const NAMES = new Map(Object.entries(Tag).map(([name, tag]) => [tag, name]));
export const nameOf = (tag) => NAMES.get(tag);

/** Takes so many bytes at a time from chunks of any length. */
class Source {
  #chunks;
  #left = new Uint8Array();

  constructor(chunks) {
    this.#chunks = chunks[Symbol.asyncIterator]?.() ?? chunks[Symbol.iterator]();
    this.taken = 0;
  }

  /** So many bytes; fewer only where the file ends. */
  async take(size) {
    const parts = [];
    let missing = size;
    while (missing > 0) {
      if (!this.#left.length) {
        const { value, done } = await this.#chunks.next();
        if (done) break;
        this.#left = value;
        continue;
      }
      const part = this.#left.subarray(0, missing);
      this.#left = this.#left.subarray(part.length);
      missing -= part.length;
      parts.push(part);
    }
    this.taken += size - missing;
    return parts.length === 1 ? parts[0] : gathered(parts);
  }
}

/**
 * The frames {tag, payload} up to the end, which is checked and not given. `told` hears how many bytes
 * were read.
 *
 * Throws RecordUnreadable: another format, an unknown tag, a file cut short, damaged or continued.
 */
export async function* readFrames(chunks, told = () => {}) {
  const source = new Source(chunks);
  const hasher = sha256.create();
  const take = async (size) => {
    const octets = await source.take(size);
    if (octets.length < size) throw new RecordUnreadable("The file ends too early.");
    return octets;
  };
  const magic = await take(MAGIC.length);
  if (!equalBytes(magic, MAGIC)) throw new RecordUnreadable("The file is no record of this version.");
  hasher.update(magic);
  for (;;) {
    const head = await take(5);
    const tag = head[0];
    const size = new DataView(head.buffer, head.byteOffset).getUint32(1);
    if (!NAMES.has(tag) || size > LONGEST) throw new RecordUnreadable("A frame has an unknown tag or is too long.");
    const payload = await take(size);
    if (tag === Tag.END) {
      if (payload.length !== 32 || !equalBytes(payload, hasher.digest()) || (await source.take(1)).length) {
        throw new RecordUnreadable("The file is damaged.");
      }
      return;
    }
    hasher.update(head).update(payload);
    told(source.taken);
    yield { tag, payload };
  }
}

/** Collects the bytes of a file. */
export class FrameWriter {
  #hasher = sha256.create();
  #parts = [];

  constructor() {
    this.#write(MAGIC);
  }

  write(tag, payload) {
    if (payload.length > LONGEST) throw new RangeError(`A frame of ${payload.length} bytes is too long.`);
    const head = new Uint8Array(5);
    head[0] = tag;
    new DataView(head.buffer).setUint32(1, payload.length);
    this.#write(concatBytes(head, payload));
  }

  /** The whole file. */
  end() {
    this.write(Tag.END, this.#hasher.clone().digest());
    return gathered(this.#parts);
  }

  #write(octets) {
    this.#hasher.update(octets);
    this.#parts.push(octets);
  }
}
