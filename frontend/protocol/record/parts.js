// The documents of a record, to and from what they stand for.
import { bytesToHex } from "@noble/hashes/utils.js";
import { canonicalBytes, readCanonical } from "../canonical.js";
import { Check, CheckFailed } from "../errors.js";
import { fieldsOf } from "../fields.js";
import { fingerprint } from "../transcript.js";
import { proofBytes, proofSize, readProof, readScalar, scalarBytes, scalarSize } from "../wire.js";

export const MOST_ROWS = 100_000_000;
const MOST_PAPER = 1_000_000;
const MOST_SIGNATURES = 100;

/** {registrar, trustees}: signatures on the list of credentials and on the definition. */
export function readSignatures(group, encoded) {
  return fieldsOf(readCanonical(encoded), "signatures", Check.ENCODING, (fields) => {
    const size = proofSize(group);
    const registrar = readProof(group, fields.octets("registrar", size), "registrar's signature");
    const trustees = fields.allOctets("trustees", size, MOST_SIGNATURES);
    return { registrar, trustees: trustees.map((each) => readProof(group, each, "trustee's signature")) };
  });
}

export const headBytes = (group, { head, signature, countersignatures }) =>
  canonicalBytes({
    size: head.size,
    root: bytesToHex(head.root),
    signature: bytesToHex(proofBytes(group, signature)),
    countersignatures: [...countersignatures]
      .sort(([i], [j]) => i - j)
      .map(([trustee, each]) => ({ trustee, signature: bytesToHex(proofBytes(group, each)) })),
  });

/** A head as it was published; throws `encoding`, `log-head` or `scalar`. */
export function readHead(group, encoded) {
  const size = proofSize(group);
  return fieldsOf(readCanonical(encoded), "head", Check.LOG_HEAD, (fields) => {
    const head = { size: fields.whole("size", 0, MOST_ROWS), root: fields.octets("root", 32) };
    const signature = readProof(group, fields.octets("signature", size), "head");
    const countersignatures = new Map();
    for (const value of fields.items("countersignatures", MOST_SIGNATURES)) {
      const [trustee, each] = fieldsOf(value, "countersignature", Check.LOG_HEAD, (part) => [
        part.whole("trustee", 1, 100),
        readProof(group, part.octets("signature", size), part.where),
      ]);
      if (trustee <= Math.max(0, ...countersignatures.keys())) throw fields.refusal("trustees are named once, in order");
      countersignatures.set(trustee, each);
    }
    return { head, signature, countersignatures };
  });
}

/** A proof that one head extends another: a list of hashes; throws `encoding` or `log-consistency`. */
export function readConsistency(encoded) {
  const value = readCanonical(encoded);
  const isProof = Array.isArray(value) && value.length <= 64 && value.every((part) => /^[0-9a-f]{64}$/.test(part));
  if (!isProof) throw new CheckFailed(Check.LOG_CONSISTENCY, "no proof");
  return value.map((part) => Uint8Array.from(part.match(/../g), (octet) => parseInt(octet, 16)));
}

const SINGLE_SCALARS = ["challenge", "s1", "s2", "s3"];

export function mixHeaderBytes(group, { place, after, proof, signature }) {
  const single = SINGLE_SCALARS.map((name) => [name, bytesToHex(scalarBytes(group, proof[name]))]);
  return canonicalBytes({
    ...Object.fromEntries(single),
    ...place,
    size: after.size,
    s4: proof.s4.map((s) => bytesToHex(scalarBytes(group, s))),
    signature: bytesToHex(proofBytes(group, signature)),
  });
}

/** All of a mix but its columns: {place, size, challenge, s1, s2, s3, s4, signature}. */
export function readMixHeader({ group, elements }, encoded) {
  const width = scalarSize(group);
  const [place, size, single, s4, signature] = fieldsOf(readCanonical(encoded), "mix", Check.MIX_SHAPE, (fields) => [
    Object.fromEntries(["electorate", "number", "mixer"].map((name) => [name, fields.whole(name, 0, 1000)])),
    fields.whole("size", 0, MOST_ROWS),
    SINGLE_SCALARS.map((name) => fields.octets(name, width)),
    fields.allOctets("s4", width, elements),
    fields.octets("signature", proofSize(group)),
  ]);
  const scalars = single.map((octets) => readScalar(group, octets, "mix"));
  return {
    place,
    size,
    ...Object.fromEntries(SINGLE_SCALARS.map((name, at) => [name, scalars[at]])),
    s4: s4.map((octets) => readScalar(group, octets, "mix, s4")),
    signature: readProof(group, signature, "mix, signature"),
  };
}

export const openingHeaderBytes = (group, electorate, { j, factors, proof }) =>
  canonicalBytes({
    electorate,
    trustee: j,
    size: factors.length / group.elementSize,
    proof: bytesToHex(proofBytes(group, proof)),
  });

/** The header of what one trustee gave: {electorate, trustee, size, proof}; throws `opening-shape` or `scalar`. */
export const readOpeningHeader = (group, encoded) =>
  fieldsOf(readCanonical(encoded), "opening", Check.OPENING_SHAPE, (fields) => ({
    electorate: fields.whole("electorate", 0, 1000),
    trustee: fields.whole("trustee", 1, 100),
    size: fields.whole("size", 0, MOST_ROWS),
    proof: readProof(group, fields.octets("proof", proofSize(group)), "opening"),
  }));

/** A typed batch {electorate, choices, fingerprint}; throws `encoding` or `paper-ballots`. */
export function readPaper(encoded) {
  const [electorate, choices] = fieldsOf(readCanonical(encoded), "paper", Check.PAPER_BALLOTS, (fields) => {
    const read = fields.whole("electorate", 0, 255);
    fields.octets("salt", 32);
    return [read, fields.items("choices", MOST_PAPER).map(readChoice)];
  });
  return { electorate, choices, encoded, fingerprint: fingerprint("paper-batch", encoded) };
}

function readChoice(value) {
  if (!Array.isArray(value)) throw new CheckFailed(Check.PAPER_BALLOTS, "a choice is a list");
  if (!value.every((number) => Number.isSafeInteger(number) && number >= 0)) {
    throw new CheckFailed(Check.PAPER_BALLOTS, "a choice is a list of whole numbers");
  }
  return value;
}

/** What trustees revealed after closing, a Map by number. */
export const auditBytes = (contributions) =>
  canonicalBytes(
    [...contributions]
      .sort(([i], [j]) => i - j)
      .map(([trustee, contribution]) => ({ trustee, contribution: bytesToHex(contribution) })),
  );

export function readAudit(encoded) {
  const contributions = new Map();
  fieldsOf({ audit: readCanonical(encoded) }, "audit", Check.AUDIT_SEED, (fields) => {
    for (const value of fields.items("audit", 100)) {
      const [i, contribution] = fieldsOf(value, "contribution", Check.AUDIT_SEED, (part) => [
        part.whole("trustee", 1, 100),
        part.octets("contribution", 32),
      ]);
      if (i <= Math.max(0, ...contributions.keys())) throw fields.refusal("trustees are named once, in order");
      contributions.set(i, contribution);
    }
  });
  return contributions;
}
