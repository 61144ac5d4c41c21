// What the device says to the portal: docs/casting.md. Nothing here knows a code or a choice.
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { Check, CheckFailed } from "../protocol/errors.js";
import { proofBytes, proofSize, readProof } from "../protocol/wire.js";

const SECONDS_TO_ANSWER = 15;
const PAUSES = [500, 1500, 4000];

/** No answer came, or none of the portal's: it is not known whether the request arrived. */
export class Unreachable extends Error {}

/** The portal refused, by the name of docs/casting.md; `words` is {ja, en}. */
export class Refused extends Error {
  constructor(code, words) {
    super(code);
    this.code = code;
    this.words = words;
  }
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export class Portal {
  /** `base` is /casting/F/. `told` hears the number of each further attempt. Every request may be repeated. */
  constructor(base, told = () => {}) {
    Object.assign(this, { base, told });
  }

  async definition() {
    const response = await this.#answered("definition", {});
    return new Uint8Array(await response.arrayBuffer());
  }

  now() {
    return this.#document("now");
  }

  /** The log's signature of a tracker: from now on the voter may cast or challenge. */
  async receipt(group, tracker) {
    const { receipt } = await this.#document("receipts", { tracker: bytesToHex(tracker) });
    return proofOf(group, receipt);
  }

  async cast(group, entry, receipt) {
    return promiseOf(group, await this.#document("ballots", { entry: bytesToHex(entry), receipt: hexOf(group, receipt) }));
  }

  async challenge(group, tracker, receipt, credential, signature) {
    const asked = { tracker: bytesToHex(tracker), receipt: hexOf(group, receipt) };
    const by = { credential: bytesToHex(credential.bytes), signature: hexOf(group, signature) };
    return promiseOf(group, await this.#document("challenges", { ...asked, ...by }));
  }

  /** Where the ballots of a credential stand, as the portal says. */
  async state(group, credential, now, signature) {
    const asked = { credential: bytesToHex(credential.bytes), now, signature: hexOf(group, signature) };
    const { ballots, previous, ...told } = await this.#document("state", asked);
    const read = ballots.map(({ tracker, promise, ...each }) => ({ ...each, tracker: trackerOf(tracker), promise: proofOf(group, promise) }));
    return { ...told, previous: trackerOf(previous), ballots: read };
  }

  /** What became of a tracker, or null where the log has none of it. */
  async tracker(tracker) {
    try {
      return await this.#document("trackers", { tracker: bytesToHex(tracker) });
    } catch (error) {
      if (error instanceof Refused && error.code === "unknown") return null;
      throw error;
    }
  }

  async #document(path, body) {
    const request = body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
    const response = await this.#answered(path, request ?? {});
    try {
      return await response.json();
    } catch {
      throw new Unreachable(path);
    }
  }

  async #answered(path, request) {
    for (let attempt = 0; ; attempt += 1) {
      const response = await this.#once(path, request);
      if (response?.ok) return response;
      if (response && response.status < 500 && response.status !== 429) throw await refusalOf(response);
      if (attempt === PAUSES.length) throw new Unreachable(path);
      this.told(attempt + 1);
      await pause(PAUSES[attempt]);
    }
  }

  async #once(path, request) {
    try {
      const signal = AbortSignal.timeout(1000 * SECONDS_TO_ANSWER);
      return await fetch(this.base + path, { ...request, signal, credentials: "omit", cache: "no-store", referrerPolicy: "no-referrer" });
    } catch {
      return null;
    }
  }
}

/** A refusal of the portal; whatever else answers (a gateway, a wall) is no answer of it. */
async function refusalOf(response) {
  const told = await response.json().catch(() => null);
  if (typeof told?.refused !== "string") return new Unreachable(`${response.status}`);
  return new Refused(told.refused, { ja: told.ja, en: told.en });
}

/** Bytes that the portal wrote as lower-case hexadecimal. */
function octetsOf(text, size) {
  if (typeof text !== "string" || text.length !== 2 * size || !/^[0-9a-f]*$/.test(text)) {
    throw new CheckFailed(Check.ENCODING, "an answer of the portal");
  }
  return hexToBytes(text);
}

const hexOf = (group, proof) => bytesToHex(proofBytes(group, proof));
const trackerOf = (text) => octetsOf(text, 32);
const proofOf = (group, text) => readProof(group, octetsOf(text, proofSize(group)), "proof");
const promiseOf = (group, { tracker, promise }) => ({ tracker: trackerOf(tracker), promise: proofOf(group, promise) });
