// What trustees lay out for each other while they make a key: documents, each signed whole.
//
// A document is {body, election, attempt, kind, trustee, signature}; the signature is over all the rest.
// `seen` is the fingerprint of everything of the round before, so that who was shown other files than the
// others is found out. The same as voting/trustee/messages.py.
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalBytes, readCanonical } from "../protocol/canonical.js";
import { MOST_TRUSTEES, readElement } from "../protocol/ceremony.js";
import { Check, CheckFailed } from "../protocol/errors.js";
import { fieldsOf } from "../protocol/fields.js";
import { requireElement } from "../protocol/groups/base.js";
import { GROUPS } from "../protocol/groups/named.js";
import { checkLogarithm, proveLogarithm } from "../protocol/proofs.js";
import { checkSignature, sign } from "../protocol/signatures.js";
import { VERSION, fingerprint, number } from "../protocol/transcript.js";
import { proofBytes, proofSize, readProof, scalarSize } from "../protocol/wire.js";

export const MOST_ATTEMPTS = 1000;
export const Kind = Object.freeze({
  KEYS: "keys",
  COMMITMENT: "commitment",
  DEALING: "dealing",
  VERDICT: "verdict",
  ABORT: "abort",
});

export const invitationBytes = ({ election, group, t, n }) =>
  canonicalBytes({ version: VERSION, election, group: group.name, t, n });

/** Who is to make a key for what: {election, group, t, n}: t of the trustees 1 to n open the vote. */
export const readInvitation = (encoded) =>
  fieldsOf(readCanonical(encoded), "invitation", Check.CEREMONY, (fields) => {
    if (fields.text("version") !== VERSION) throw fields.refusal("its version is unknown");
    const [election, group] = [fields.text("election", 100), fields.text("group")];
    if (!election || !GROUPS.has(group)) throw fields.refusal("it needs a name and a known group");
    const n = fields.whole("n", 1, MOST_TRUSTEES);
    return { election, group: GROUPS.get(group), t: fields.whole("t", 1, n), n };
  });

/** Where a document belongs; `attempt` is 0 for the keys, which serve all attempts. */
export class Letter {
  constructor(invitation, kind, attempt, trustee) {
    Object.assign(this, { invitation, kind, attempt, trustee });
  }

  /** Its name on a board. */
  get name() {
    return this.kind === Kind.KEYS ? `keys-${this.trustee}.json` : `${this.kind}-${this.attempt}-${this.trustee}.json`;
  }

  text(body) {
    const { kind, attempt, trustee } = this;
    return { election: this.invitation.election, kind, attempt, trustee, body };
  }

  signed(body, key, draw) {
    const { group } = this.invitation;
    const signature = sign(group, "ceremony", canonicalBytes(this.text(body)), key, draw);
    return canonicalBytes({ ...this.text(body), signature: bytesToHex(proofBytes(group, signature)) });
  }

  /** The body of a document that the trustee signed with the key; keys sign themselves. */
  body(encoded, key) {
    const { group } = this.invitation;
    const where = this.name;
    const [signature, body] = fieldsOf(readCanonical(encoded), where, Check.CEREMONY, (fields) => {
      const read = readProof(group, fields.octets("signature", proofSize(group)), where);
      const content = fields.value("body");
      for (const [name, expected] of Object.entries(this.text(null))) {
        if (name !== "body" && fields.value(name) !== expected) throw fields.refusal("it belongs elsewhere");
      }
      return [read, content];
    });
    try {
      checkSignature(group, "ceremony", canonicalBytes(this.text(body)), key ?? this.ownKey(body), signature);
    } catch (failure) {
      if (!(failure instanceof CheckFailed)) throw failure;
      throw new CheckFailed(failure.check, where);
    }
    return body;
  }

  ownKey(body) {
    const { group } = this.invitation;
    const octets = body?.signing_key;
    const isHex = typeof octets === "string" && octets.length === 2 * group.elementSize && /^[0-9a-f]*$/.test(octets);
    if (!isHex) throw new CheckFailed(Check.CEREMONY, `${this.name}: signing_key is missing`);
    return requireElement(group, Uint8Array.from(octets.match(/../g), (octet) => parseInt(octet, 16)), this.name);
  }
}

const possession = ({ invitation, trustee }, signing) => [utf8ToBytes(invitation.election), number(trustee), signing.bytes];

export function keysBody(letter, signing, sealing, draw) {
  const { group } = letter.invitation;
  const proof = proveLogarithm(group, "sealing-key", possession(letter, signing), sealing, draw);
  return {
    signing_key: bytesToHex(signing.bytes),
    sealing_key: bytesToHex(group.multiplyGenerator(sealing).bytes),
    proof: bytesToHex(proofBytes(group, proof)),
  };
}

/** The keys of a trustee {signing, sealing}, both of which it holds. */
export function readKeys(letter, encoded) {
  const { group } = letter.invitation;
  const where = letter.name;
  const [signing, sealing, proof] = fieldsOf(letter.body(encoded, null), where, Check.CEREMONY, (fields) => [
    readElement(group, fields, "signing_key"),
    readElement(group, fields, "sealing_key"),
    readProof(group, fields.octets("proof", proofSize(group)), where),
  ]);
  checkLogarithm(group, "sealing-key", possession(letter, signing), sealing, proof, Check.CEREMONY);
  return { signing, sealing };
}

const HASHES = ["seen", "dealing", "lot", "audit"];

/** Hashes of what the trustee will reveal: its dealing, its part of the lot, of the audit. */
export const commitmentBody = (commitment) => Object.fromEntries(HASHES.map((name) => [name, bytesToHex(commitment[name])]));

export const readCommitment = (letter, body) =>
  fieldsOf(body, letter.name, Check.CEREMONY, (fields) =>
    Object.fromEntries(HASHES.map((name) => [name, fields.octets(name, 32)])),
  );

/** The dealing, a share for each other trustee (a Map by number), and the trustee's part of the lot. */
export const revealedBody = (group, { seen, dealing, shares, lot }) => ({
  seen: bytesToHex(seen),
  commitments: dealing.commitments.map((each) => bytesToHex(each.bytes)),
  proof: bytesToHex(proofBytes(group, dealing.proof)),
  shares: [...shares]
    .sort(([i], [j]) => i - j)
    .map(([to, { ephemeral, octets }]) => ({ to, ephemeral: bytesToHex(ephemeral.bytes), sealed: bytesToHex(octets) })),
  lot: bytesToHex(lot),
});

export function readRevealed(letter, body) {
  const { group, t, n } = letter.invitation;
  const where = letter.name;
  const [seen, lot, commitments, proof, shares] = fieldsOf(body, where, Check.CEREMONY, (fields) => {
    const read = [fields.octets("seen", 32), fields.octets("lot", 32), fields.allOctets("commitments", group.elementSize, t)];
    read.push(readProof(group, fields.octets("proof", proofSize(group)), where));
    const sent = new Map(fields.items("shares", n).map((value) => readShare(group, value, where)));
    const others = Array.from({ length: n }, (_, place) => place + 1).filter((j) => j !== letter.trustee);
    if (sent.size !== others.length || others.some((j) => !sent.has(j))) {
      throw fields.refusal("one share for each other trustee");
    }
    return [...read, sent];
  });
  const elements = commitments.map((each) => requireElement(group, each, where));
  return { seen, lot, shares, dealing: { i: letter.trustee, commitments: elements, proof } };
}

const readShare = (group, value, where) =>
  fieldsOf(value, `${where}, share`, Check.CEREMONY, (fields) => {
    const j = fields.whole("to", 1, MOST_TRUSTEES);
    const ephemeral = readElement(group, fields, "ephemeral");
    return [j, { ephemeral, octets: fields.octets("sealed", scalarSize(group)) }];
  });

/** Complaints; where there are none, the fingerprint of the ceremony that is confirmed. */
export const verdictBody = (group, { seen, complaints, ceremony }) => ({
  seen: bytesToHex(seen),
  complaints: complaints.map(({ i, shared, proof }) => ({
    dealer: i,
    shared: bytesToHex(shared.bytes),
    proof: bytesToHex(proofBytes(group, proof)),
  })),
  ceremony: bytesToHex(ceremony),
});

export const readVerdict = (letter, body) =>
  fieldsOf(body, letter.name, Check.CEREMONY, (fields) => ({
    complaints: fields.items("complaints", letter.invitation.n).map((value) => readComplaint(letter, value)),
    seen: fields.octets("seen", 32),
    ceremony: fields.octets("ceremony", 32),
  }));

function readComplaint(letter, value) {
  const { group, n } = letter.invitation;
  const where = `${letter.name}, complaint`;
  return fieldsOf(value, where, Check.CEREMONY, (fields) => {
    const i = fields.whole("dealer", 1, n);
    if (i === letter.trustee) throw fields.refusal("nobody complains of themselves");
    const shared = readElement(group, fields, "shared");
    return { i, shared, proof: readProof(group, fields.octets("proof", proofSize(group)), where) };
  });
}

/** The fingerprint of all keys: what the trustees compare by words. */
export const seenKeys = (invitation, keys) =>
  fingerprint("roster", invitationBytes(invitation), ...keys.flatMap(({ signing, sealing }) => [signing.bytes, sealing.bytes]));

export const seenCommitments = (roster, attempt, commitments) =>
  fingerprint("commitments", roster, number(attempt), ...commitments.flatMap(({ dealing, lot, audit }) => [dealing, lot, audit]));

export const seenDealings = (commitments, group, revealed) =>
  fingerprint("dealings", commitments, ...revealed.map((each) => canonicalBytes(revealedBody(group, each))));
