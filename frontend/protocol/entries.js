// The entries of the log. Each kind has one encoding of fixed layout; the first byte names it.
//
// The hash of an entry covers the election's fingerprint and then its bytes, so that an entry
// belongs to one election without carrying its name. An entry is {kind} and
//
//   BALLOT  ballot                    SPOILT     tracker
//   REVOKED credential, signature     PAPER      credential, signature
//   BATCH   electorate, count (a BigInt), fingerprint, signature
//   CLOSED  signature                 DESTROYED  signature
import { bytesToNumberBE } from "@noble/curves/utils.js";
import { concatBytes } from "@noble/hashes/utils.js";
import { MOST_CHANGES, NO_TRACKER } from "./ballots.js";
import { requireCiphertext, rowBytes } from "./elgamal.js";
import { Check, CheckFailed } from "./errors.js";
import { requireElement } from "./groups/base.js";
import { leafHash } from "./merkle.js";
import { checkSignature, sign } from "./signatures.js";
import { number } from "./transcript.js";
import { proofBytes, proofSize, readProof, readScalar, scalarBytes, scalarSize } from "./wire.js";

export const EntryKind = Object.freeze({ BALLOT: 1, SPOILT: 2, REVOKED: 3, PAPER: 4, BATCH: 5, CLOSED: 6, DESTROYED: 7 });
const { BALLOT, SPOILT, REVOKED, PAPER, BATCH, CLOSED, DESTROYED } = EntryKind;

/** What the log's tree is built of. */
export const entryLeaf = (definition, encoded) => leafHash(concatBytes(definition.fingerprint, encoded));

export function entryBytes(definition, entry) {
  if (entry.kind === BALLOT) return ballotBytes(definition, entry.ballot);
  if (entry.kind === SPOILT) return concatBytes(Uint8Array.of(SPOILT), entry.tracker);
  return concatBytes(withoutSignature(entry), proofBytes(definition.group, entry.signature));
}

function withoutSignature(entry) {
  const kind = Uint8Array.of(entry.kind);
  if (entry.kind === REVOKED || entry.kind === PAPER) return concatBytes(kind, entry.credential.bytes);
  if (entry.kind === BATCH) {
    return concatBytes(kind, Uint8Array.of(entry.electorate), number(entry.count), entry.fingerprint);
  }
  return kind;
}

function ballotBytes({ group }, { unsigned: { place, row, proof }, signature }) {
  return concatBytes(
    Uint8Array.of(BALLOT),
    place.credential.bytes,
    Uint8Array.of(place.counter),
    place.counter ? place.previous : new Uint8Array(),
    rowBytes([row]),
    scalarBytes(group, proof.c),
    ...proof.z.map((z) => scalarBytes(group, z)),
    proofBytes(group, signature),
  );
}

/**
 * The entry in its bytes; elements are members, scalars reduced, nothing is left over.
 *
 * Throws `log-entry`, `group-element`, `identity-element` or `scalar`.
 */
export function readEntry(definition, encoded, where) {
  const reader = new Reader(definition, encoded, where);
  const [kind] = reader.take(1);
  if (!READERS[kind]) throw new CheckFailed(Check.LOG_ENTRY, `${where}: its kind is unknown`);
  const entry = { kind, ...READERS[kind](reader) };
  if (reader.left.length) throw new CheckFailed(Check.LOG_ENTRY, `${where}: bytes are left over`);
  return entry;
}

/** Takes the parts of an entry from its bytes, one after the other. */
class Reader {
  constructor(definition, encoded, where) {
    Object.assign(this, { definition, group: definition.group, left: encoded, where });
  }

  take(size) {
    if (this.left.length < size) throw new CheckFailed(Check.LOG_ENTRY, `${this.where}: it ends too early`);
    const taken = this.left.slice(0, size);
    this.left = this.left.subarray(size);
    return taken;
  }

  credential() {
    return requireElement(this.group, this.take(this.group.elementSize), `${this.where}, credential`);
  }

  scalar() {
    return readScalar(this.group, this.take(scalarSize(this.group)), this.where);
  }

  signature() {
    return readProof(this.group, this.take(proofSize(this.group)), this.where);
  }

  times(count, read) {
    return Array.from({ length: count }, read);
  }
}

function readBallot(reader) {
  const { definition, group, where } = reader;
  const [credential, [counter]] = [reader.credential(), reader.take(1)];
  if (counter > MOST_CHANGES) throw new CheckFailed(Check.LOG_ENTRY, `${where}: too many changes`);
  const previous = counter ? reader.take(32) : NO_TRACKER;
  const row = reader.times(definition.elements, () => requireCiphertext(group, reader.take(2 * group.elementSize), where));
  const proof = { c: reader.scalar(), z: reader.times(definition.elements, () => reader.scalar()) };
  const place = { election: definition.fingerprint, credential, counter, previous };
  return { ballot: { unsigned: { place, row, proof }, signature: reader.signature() } };
}

const readBatch = (reader) => ({
  electorate: reader.take(1)[0],
  count: bytesToNumberBE(reader.take(8)),
  fingerprint: reader.take(32),
  signature: reader.signature(),
});

const readKeyed = (reader) => ({ credential: reader.credential(), signature: reader.signature() });
const readBare = (reader) => ({ signature: reader.signature() });

const READERS = {
  [BALLOT]: readBallot,
  [SPOILT]: (reader) => ({ tracker: reader.take(32) }),
  [REVOKED]: readKeyed,
  [PAPER]: readKeyed,
  [BATCH]: readBatch,
  [CLOSED]: readBare,
  [DESTROYED]: readBare,
};

/** The entry with its signature, by the registrar or the log. */
export function signEntry(definition, entry, key, draw) {
  const message = concatBytes(definition.fingerprint, withoutSignature(entry));
  return { ...entry, signature: sign(definition.group, "entry", message, key, draw) };
}

/** Checks who signed the entry; a ballot's own signature is checked with its proof; throws `signature`. */
export function checkEntrySignature(definition, entry) {
  if (entry.kind === BALLOT || entry.kind === SPOILT) return;
  const key = entry.kind === CLOSED ? definition.logKey : definition.registrarKey;
  const message = concatBytes(definition.fingerprint, withoutSignature(entry));
  checkSignature(definition.group, "entry", message, key, entry.signature);
}
