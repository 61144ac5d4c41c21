// What one trustee knows and remembers: its keys, its share, and what it has already done.
//
// The content of the sealed file, the same as voting/trustee/secret.py writes. Every deed gives a new one,
// to be stored before it shows. `roster`: the keys that were compared. `polynomial`, `dealing` (its proof),
// `lot` and `audit` are of attempt `attempt`; `share` is what remains of a finished ceremony. `approved`: the
// fingerprint of the one definition that was signed. `head`: the last head countersigned. `opened`: the
// fingerprint of the one list that is opened. `sent`: documents to lay out (a Map by name).
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalBytes, readCanonical } from "../protocol/canonical.js";
import { MOST_TRUSTEES } from "../protocol/ceremony.js";
import { drawScalar } from "../protocol/draw.js";
import { Check } from "../protocol/errors.js";
import { fieldsOf } from "../protocol/fields.js";
import { MOST_ROWS } from "../protocol/record/parts.js";
import { proofSize, readScalar, scalarBytes, scalarSize } from "../protocol/wire.js";
import { Kind, Letter, MOST_ATTEMPTS, invitationBytes, keysBody, readInvitation } from "./messages.js";

const MOST_SENT = 4 * MOST_ATTEMPTS;
const NOTHING = new Uint8Array();
const text = (octets) => new TextDecoder().decode(octets);
const hexOrNull = (octets) => (octets === null ? null : bytesToHex(octets));

export const letterOf = ({ invitation, number }, kind, attempt) => new Letter(invitation, kind, attempt, number);

/** Fresh keys for trustee `number` (1 to n), and the document that publishes them. */
export function newSecret(invitation, number, draw) {
  const { group } = invitation;
  const [signing, sealing] = [drawScalar(draw, group), drawScalar(draw, group)];
  const letter = new Letter(invitation, Kind.KEYS, 0, number);
  const body = keysBody(letter, group.multiplyGenerator(signing), sealing, draw);
  return {
    invitation,
    number,
    signing,
    sealing,
    sent: new Map([[letter.name, letter.signed(body, signing, draw)]]),
    roster: null,
    attempt: 0,
    polynomial: [],
    dealing: NOTHING,
    lot: NOTHING,
    audit: NOTHING,
    share: null,
    ceremony: null,
    approved: null,
    head: null,
    opened: null,
  };
}

export function secretBytes(secret) {
  const { group } = secret.invitation;
  const scalar = (value) => bytesToHex(scalarBytes(group, value));
  return canonicalBytes({
    invitation: text(invitationBytes(secret.invitation)),
    number: secret.number,
    signing: scalar(secret.signing),
    sealing: scalar(secret.sealing),
    sent: Object.fromEntries([...secret.sent].map(([name, octets]) => [name, text(octets)])),
    roster: hexOrNull(secret.roster),
    attempt: secret.attempt,
    polynomial: secret.polynomial.map(scalar),
    dealing: bytesToHex(secret.dealing),
    lot: bytesToHex(secret.lot),
    audit: bytesToHex(secret.audit),
    share: secret.share === null ? null : scalar(secret.share),
    ceremony: hexOrNull(secret.ceremony),
    approved: hexOrNull(secret.approved),
    head: secret.head && { size: secret.head.size, root: bytesToHex(secret.head.root) },
    opened: hexOrNull(secret.opened),
  });
}

/** The content of the file; throws `encoding`, `ceremony` or `scalar` for what no tool of ours writes. */
export const readSecret = (encoded) =>
  fieldsOf(readCanonical(encoded), "secret", Check.CEREMONY, (fields) => {
    const invitation = readInvitation(utf8ToBytes(fields.text("invitation")));
    const { group, n } = invitation;
    const size = scalarSize(group);
    const scalar = (name) => readScalar(group, fields.octets(name, size), name);
    const share = octetsOrNone(fields, "share", size);
    return {
      invitation,
      number: fields.whole("number", 1, n),
      signing: scalar("signing"),
      sealing: scalar("sealing"),
      sent: readSent(fields),
      roster: octetsOrNone(fields, "roster", 32),
      attempt: fields.whole("attempt", 0, MOST_ATTEMPTS),
      polynomial: fields.allOctets("polynomial", size, MOST_TRUSTEES).map((a) => readScalar(group, a, "polynomial")),
      dealing: drawn(fields, "dealing", proofSize(group)),
      lot: drawn(fields, "lot", 32),
      audit: drawn(fields, "audit", 32),
      share: share && readScalar(group, share, "share"),
      ceremony: octetsOrNone(fields, "ceremony", 32),
      approved: octetsOrNone(fields, "approved", 32),
      head: readRememberedHead(fields.value("head")),
      opened: octetsOrNone(fields, "opened", 32),
    };
  });

function octetsOrNone(fields, name, size) {
  const value = fields.value(name);
  return value === null ? null : fields.octetsOf(value, name, size);
}

/** So many bytes, or none before the first attempt. */
function drawn(fields, name, size) {
  const value = fields.value(name);
  return fields.octetsOf(value, name, value ? size : 0);
}

function readSent(fields) {
  const value = fields.value("sent");
  const isObject = value !== null && typeof value === "object" && !Array.isArray(value);
  if (!isObject || Object.keys(value).length > MOST_SENT) throw fields.refusal("sent is no object");
  return new Map(Object.entries(value).filter(([, each]) => typeof each === "string").map(([name, each]) => [name, utf8ToBytes(each)]));
}

const readRememberedHead = (value) =>
  value &&
  fieldsOf(value, "head", Check.CEREMONY, (fields) => ({ size: fields.whole("size", 0, MOST_ROWS), root: fields.octets("root", 32) }));
