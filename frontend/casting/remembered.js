// What the tab remembers of a ballot so that a reload loses nothing: its tracker, and its promise once it
// came. Never the code, its key, the choice or the randomness. It is gone with the tab.
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";

export class Remembered {
  constructor(fingerprint, storage = () => window.sessionStorage) {
    Object.assign(this, { name: `tomoni:cast:${bytesToHex(fingerprint)}`, storage });
  }

  /** {tracker, promise, counter}: bytes; promise null while it is not known whether the ballot arrived. */
  get() {
    return this.#safely((storage) => {
      const kept = JSON.parse(storage.getItem(this.name));
      return kept && { ...kept, tracker: hexToBytes(kept.tracker), promise: kept.promise && hexToBytes(kept.promise) };
    });
  }

  set({ tracker, promise = null, counter }) {
    const kept = { tracker: bytesToHex(tracker), promise: promise && bytesToHex(promise), counter };
    this.#safely((storage) => storage.setItem(this.name, JSON.stringify(kept)));
  }

  forget() {
    this.#safely((storage) => storage.removeItem(this.name));
  }

  /** Storage may be switched off, full or hold something else: then nothing is remembered. */
  #safely(deed) {
    try {
      return deed(this.storage()) ?? null;
    } catch {
      return null;
    }
  }
}
