// The receipt: what proves that the portal promised to include a ballot, with neither choice nor code.
import { bytesToHex } from "@noble/hashes/utils.js";
import { proofBytes } from "../protocol/wire.js";

/** A tracker in groups of eight, as people compare it. */
export const grouped = (tracker) => bytesToHex(tracker).match(/.{8}/g).join(" ");

/** What the QR code of a receipt holds: the page that looks the tracker up, which stays behind the `#`. */
export const receiptAddress = (lookup, tracker) => `${lookup}#${bytesToHex(tracker)}`;

/** The lines of a receipt to keep: names are in the reader's language. */
export function receiptText({ definition, tracker, promise, lookup }, names) {
  return [
    names.heading,
    definition.question[names.language],
    `${names.tracker}: ${bytesToHex(tracker)}`,
    `${names.promise}: ${bytesToHex(proofBytes(definition.group, promise))}`,
    `${names.fingerprint}: ${bytesToHex(definition.fingerprint)}`,
    `${names.lookup}: ${receiptAddress(lookup, tracker)}`,
    names.secret,
    "",
  ].join("\n");
}
