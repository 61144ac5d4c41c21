// What a trustee does with its keys: approve, countersign, mix, open. Each refuses by name.
//
// Everything here gives the secret as it is to be remembered, and what may then be laid out, {name, octets}:
// the first is stored before the second leaves. The same as voting/trustee/duties.py. Definitions of a vote
// that was verified are over the quick group; whatever touches a secret is done over the own one
// (`ownDefinition`).
import { equalBytes } from "@noble/curves/utils.js";
import { checkTrustees } from "../protocol/ceremony.js";
import { approve, readDefinition } from "../protocol/definition.js";
import { Check, CheckFailed } from "../protocol/errors.js";
import { checkHead, countersign } from "../protocol/heads.js";
import { EMPTY, checkConsistency } from "../protocol/merkle.js";
import { mixList, openList } from "../protocol/mixing.js";
import { FrameWriter, Tag } from "../protocol/record/frames.js";
import { auditBytes, mixHeaderBytes, openingHeaderBytes } from "../protocol/record/parts.js";
import { FACTORS } from "../protocol/record/reader.js";
import { Refused } from "./refusal.js";
import { approvalName, countersignatureName, trusteeSignatureBytes } from "./signed.js";
import { mixName, openingName } from "./vote.js";

const CHUNK = 2 ** 20;
const isKnown = (remembered, found) => remembered !== null && equalBytes(remembered, found);

/** The definition over the group that is careful with secrets. */
const ownDefinition = ({ encoded }) => readDefinition(encoded);

/** Signs the one definition under which this trustee's share will be used; throws `ceremony`, `lot` or `approval`. */
export function approveDefinition(secret, standing, definition, draw) {
  const made = standing.transcript;
  requireShare(secret);
  checkTrustees(definition, made.ceremony);
  if (definition.group !== secret.invitation.group || !isKnown(secret.ceremony, definition.trustees.ceremony)) {
    throw new CheckFailed(Check.CEREMONY, "the definition is of another key generation");
  }
  if (!areSameContributions(definition.contributions, made.contributions)) {
    throw new CheckFailed(Check.LOT, "the definition names other contributions than were made");
  }
  if (secret.approved && !isKnown(secret.approved, definition.fingerprint)) {
    throw new CheckFailed(Check.APPROVAL, "this trustee has signed another definition");
  }
  const signature = approve(definition, secret.signing, draw);
  const octets = trusteeSignatureBytes(definition.group, secret.number, signature);
  return [{ ...secret, approved: definition.fingerprint }, { name: approvalName(secret.number), octets }];
}

const areSameContributions = (some, others) =>
  Object.keys(some).every((name) => some[name].every((each, place) => equalBytes(each, others[name][place])));

/** Nothing is done for a definition that this trustee has not signed. */
export function requireApproved(secret, definition) {
  if (!isKnown(secret.approved, definition.fingerprint)) {
    throw new CheckFailed(Check.APPROVAL, "this trustee has not signed this definition");
  }
}

function requireShare({ share }) {
  if (share === null) throw new CheckFailed(Check.CEREMONY, "this trustee's key generation is not finished");
  return share;
}

/** Signs a head that extends every head that this trustee signed; throws `approval`, `signature` or `log-head`. */
export function countersignHead(secret, verified, signed, requireExtension, draw) {
  const definition = ownDefinition(verified);
  requireApproved(secret, definition);
  checkHead(definition, signed);
  const { head } = signed;
  const last = secret.head ?? { size: 0, root: EMPTY };
  if (head.size < last.size) {
    throw new CheckFailed(Check.LOG_HEAD, `the log had ${last.size} entries, now ${head.size}`);
  }
  if (last.size) requireExtension(last, head);
  const signature = countersign(definition, head, secret.signing, draw);
  const octets = trusteeSignatureBytes(definition.group, secret.number, signature);
  return [{ ...secret, head }, { name: countersignatureName(head.size, secret.number), octets }];
}

/** A head extends another by a proof of the log; before closing there are no entries to see. */
export const byProof = (proof) => (last, head) => checkConsistency(last.size, last.root, head.size, head.root, proof);

/** A head extends another in the log that lies open. */
export const byEntries = (tree) => (last) => {
  if (!equalBytes(tree.root(last.size), last.root)) {
    throw new CheckFailed(Check.LOG_HEAD, `the head over ${last.size} entries is of another log`);
  }
};

/** The log of the vote begins with all that this trustee countersigned; throws `approval` or `log-head`. */
export function requireExtends(secret, { definition, log }) {
  requireApproved(secret, definition);
  if (!secret.head || secret.head.size > log.tree.length) {
    throw new CheckFailed(Check.LOG_HEAD, "not a log that this trustee countersigned");
  }
  byEntries(log.tree)(secret.head);
}

/** Checks that it is for this trustee to give the next mix. */
export function requireTurn(secret, mixed) {
  requireExtends(secret, mixed.vote);
  if (mixed.isComplete) throw new Refused("mixed_enough", { mixes: mixed.vote.definition.mixes });
  if (mixed.mixers.includes(secret.number)) throw new Refused("mixed_already", { trustee: secret.number });
}

/** The next mix of all lists; refused as `requireTurn` says. `told` hears the share of a list's work done. */
export function mixLists(secret, mixed, draw, told) {
  requireTurn(secret, mixed);
  const definition = ownDefinition(mixed.vote.definition);
  const [turn, writer] = [mixed.mixers.length + 1, new FrameWriter()];
  mixed.lists.forEach((rows, electorate) => {
    if (!rows.size) return;
    const mix = mixList(definition, { electorate, number: turn, mixer: secret.number }, rows, secret.signing, draw, told);
    const { permutation, chain, sHat, sTilde } = mix.proof;
    writer.write(Tag.MIX, mixHeaderBytes(definition.group, mix));
    [mix.after.octets, permutation, chain, sHat, sTilde].forEach((column, number) => writeColumn(writer, number, column));
  });
  return { name: mixName(turn), octets: writer.end() };
}

function writeColumn(writer, number, column) {
  for (let at = 0; at < column.length; at += CHUNK) {
    const chunk = column.subarray(at, at + CHUNK);
    const payload = new Uint8Array(chunk.length + 1);
    payload[0] = number;
    payload.set(chunk, 1);
    writer.write(Tag.COLUMN, payload);
  }
}

/**
 * Fixes the one list that this trustee opens; the same again changes nothing.
 *
 * Throws `approval`, `log-head`, `ceremony`; `mixers`: it was not mixed k times; `opening-shape`: another list
 * was opened before.
 */
export function rememberOpening(secret, mixed) {
  requireExtends(secret, mixed.vote);
  requireShare(secret);
  if (!mixed.isComplete) {
    throw new CheckFailed(Check.MIXERS, `${mixed.mixers.length} of ${mixed.vote.definition.mixes} mixes`);
  }
  if (secret.opened && !isKnown(secret.opened, mixed.fingerprint)) {
    throw new CheckFailed(Check.OPENING_SHAPE, "this trustee has opened another list");
  }
  return { ...secret, opened: mixed.fingerprint };
}

/** What the trustee gives to the opening of the list that it has remembered. */
export function giveOpenings(secret, mixed, draw, told) {
  const [definition, share] = [ownDefinition(mixed.vote.definition), requireShare(secret)];
  if (!isKnown(secret.opened, mixed.fingerprint)) {
    throw new CheckFailed(Check.OPENING_SHAPE, "this list was not fixed as the one to open");
  }
  const writer = new FrameWriter();
  mixed.lists.forEach((rows, electorate) => {
    if (!rows.size) return;
    const opening = openList(definition, electorate, secret.number, share, rows, draw, told);
    writer.write(Tag.OPENING, openingHeaderBytes(definition.group, electorate, opening));
    writeColumn(writer, FACTORS, opening.factors);
  });
  writer.write(Tag.AUDIT, auditBytes(new Map([[secret.number, secret.audit]])));
  return { name: openingName(secret.number), octets: writer.end() };
}
