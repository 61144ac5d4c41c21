// What the browser's protocol answers to a case; see tests/voting/crypto/cases.py.
import { bytesToHex as hex, hexToBytes as bytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { audit, challengedBytes, readChallenged, told } from "../../../frontend/ballot/challenged.js";
import { checkBallot, checkUnsigned, encryptBallot, signBallot, trackerOf } from "../../../frontend/protocol/ballots.js";
import { canonicalBytes, readCanonical } from "../../../frontend/protocol/canonical.js";
import { drawCode, readCode, signingKey } from "../../../frontend/protocol/credentials.js";
import { readDefinition } from "../../../frontend/protocol/definition.js";
import { SeededDraw, drawPermutation, drawScalar } from "../../../frontend/protocol/draw.js";
import { EntryKind, checkEntrySignature, entryBytes, entryLeaf, readEntry } from "../../../frontend/protocol/entries.js";
import { Check, CheckFailed } from "../../../frontend/protocol/errors.js";
import { requireElement } from "../../../frontend/protocol/groups/base.js";
import { GROUPS } from "../../../frontend/protocol/groups/named.js";
import { checkPromise, checkReceipt, countersign, signHead, signPromise, signReceipt } from "../../../frontend/protocol/heads.js";
import { readForm } from "../../../frontend/protocol/limits.js";
import { Tree, checkConsistency, checkInclusion, leafHash } from "../../../frontend/protocol/merkle.js";
import { Packing } from "../../../frontend/protocol/packing.js";
import { checkEquality, checkLogarithm, proveEquality, proveLogarithm } from "../../../frontend/protocol/proofs.js";
import { sealKey } from "../../../frontend/protocol/sealed_keys.js";
import { challenge, coefficients, digest, number } from "../../../frontend/protocol/transcript.js";
import { proofBytes, readProof, readScalar, scalarBytes } from "../../../frontend/protocol/wire.js";

export function answer(given) {
  try {
    return CALLS[given.call](given);
  } catch (error) {
    if (!(error instanceof CheckFailed)) throw error;
    return { refused: error.check };
  }
}

const groupOf = ({ group }) => GROUPS.get(group);
const drawOf = ({ seed }) => new SeededDraw(bytes(seed));
const all = (texts) => texts.map((text) => bytes(text));
const elementsOf = (group, texts) => all(texts).map((encoding) => requireElement(group, encoding, "element"));
const packingOf = ({ kind, options, limit }) => new Packing(kind, options, limit);
const proofOf = ({ c, z }) => ({ c: BigInt(c), z: BigInt(z) });

const definitionOf = ({ definition }) => readDefinition(utf8ToBytes(definition));

function encrypted(given, draw) {
  const definition = definitionOf(given);
  const { group, form, trustees } = definition;
  const credential = group.multiplyGenerator(BigInt(given.key));
  const place = { election: definition.fingerprint, credential, counter: given.counter, previous: bytes(given.previous) };
  return [definition, encryptBallot(group, trustees.key, form.packing.pack(given.choice, group.payloadSize), place, draw)];
}

function encrypt(given) {
  const [{ group, trustees, elements }, [unsigned, randomness]] = encrypted(given, drawOf(given));
  checkUnsigned(group, trustees.key, unsigned, elements);
  return { tracker: hex(trackerOf(group, unsigned)), randomness: randomness.map((r) => hex(scalarBytes(group, r))) };
}

function cast(given) {
  const draw = drawOf(given);
  const [definition, [unsigned]] = encrypted(given, draw);
  const ballot = signBallot(definition.group, unsigned, BigInt(given.key), draw);
  return hex(entryBytes(definition, { kind: EntryKind.BALLOT, ballot }));
}

function entry(given) {
  const [definition, encoded] = [definitionOf(given), bytes(given.entry)];
  const read = readEntry(definition, encoded, "entry");
  if (read.kind === EntryKind.BALLOT) checkBallot(definition.group, definition.trustees.key, read.ballot, definition.elements);
  checkEntrySignature(definition, read);
  return [hex(entryBytes(definition, read)), hex(entryLeaf(definition, encoded))];
}

function signed(given) {
  const [definition, draw, key] = [definitionOf(given), drawOf(given), BigInt(given.key)];
  const [head, tracker] = [{ size: given.size, root: bytes(given.root) }, bytes(given.tracker)];
  const signatures = [
    signHead(definition, head, key, draw),
    countersign(definition, head, key, draw),
    signReceipt(definition, tracker, key, draw),
    signPromise(definition, tracker, key, draw),
  ];
  return signatures.map((signature) => hex(proofBytes(definition.group, signature)));
}

function promised(given) {
  const definition = definitionOf(given);
  const signature = readProof(definition.group, bytes(given.signature), "signature");
  const check = { receipt: checkReceipt, promise: checkPromise }[given.purpose];
  check(definition, bytes(given.tracker), signature);
  return true;
}

function tree({ size, index, old }) {
  const grown = new Tree();
  for (let place = 0; place < size; place += 1) grown.append(leafHash(number(place)));
  return [hex(grown.root()), grown.inclusion(index, size).map(hex), grown.consistency(old, size).map(hex)];
}

function form({ ballot, costs, choice }) {
  const read = readForm(ballot, costs);
  read.packing.pack(choice, 30);
  read.check(choice);
  const { kind, limit } = read.packing;
  return { kind, limit, ...read.limits };
}

const done = () => true;

const CALLS = {
  seal_key: (given) => {
    const group = groupOf(given);
    const [recipient] = elementsOf(group, [given.recipient]);
    const sealed = sealKey(group, given.election, recipient, bytes(given.ticket), BigInt(given.key), drawOf(given));
    return { sealed: hex(sealed) };
  },
  decode: (given) => hex(requireElement(groupOf(given), bytes(given.element), "element").bytes),
  combine: (given) => {
    const elements = elementsOf(groupOf(given), given.elements);
    return hex(groupOf(given).combine(given.scalars.map(BigInt), elements).bytes);
  },
  from_digest: (given) => hex(groupOf(given).fromDigest(bytes(given.digest)).bytes),
  embed: (given) => hex(groupOf(given).embed(bytes(given.payload)).bytes),
  extract: (given) => hex(groupOf(given).extract(elementsOf(groupOf(given), given.elements)[0])),
  read_scalar: (given) => `${readScalar(groupOf(given), bytes(given.scalar), "scalar")}`,
  digest: ({ domain, parts }) => hex(digest(domain, ...all(parts))),
  challenge: (given) => `${challenge(groupOf(given), given.domain, ...all(given.parts))}`,
  coefficients: ({ seed, count }) => coefficients(bytes(seed), 0, count).map(String),
  draw_scalar: (given) => `${drawScalar(drawOf(given), groupOf(given))}`,
  permutation: (given) => drawPermutation(drawOf(given), given.size),
  canonical: ({ text }) => hex(canonicalBytes(readCanonical(bytes(text)))),
  pack: (given) => packingOf(given).pack(given.choice, given.payload_size).map(hex),
  unpack: (given) => packingOf(given).unpack(all(given.payloads)),
  form,
  draw_code: (given) => drawCode(drawOf(given)),
  read_code: ({ typed }) => readCode(typed),
  signing_key: (given) => `${signingKey(groupOf(given), given.code, bytes(given.election))}`,
  logarithm: (given) => {
    const proof = proveLogarithm(groupOf(given), given.domain, all(given.statement), BigInt(given.x), drawOf(given));
    return hex(proofBytes(groupOf(given), proof));
  },
  check_logarithm: (given) => {
    const [point] = elementsOf(groupOf(given), given.points);
    return done(checkLogarithm(groupOf(given), given.domain, all(given.statement), point, proofOf(given), Check.SIGNATURE));
  },
  equality: (given) => {
    const [base] = elementsOf(groupOf(given), given.points);
    const proof = proveEquality(groupOf(given), given.domain, all(given.statement), base, BigInt(given.x), drawOf(given));
    return hex(proofBytes(groupOf(given), proof));
  },
  check_equality: (given) => {
    const points = elementsOf(groupOf(given), given.points);
    return done(checkEquality(groupOf(given), given.domain, all(given.statement), points, proofOf(given), Check.SIGNATURE));
  },
  encrypt,
  cast,
  entry,
  signed,
  promised,
  audit: ({ file }) => {
    const challenged = readChallenged(bytes(file));
    audit(challenged);
    const { definition, choice } = challenged;
    return { ja: told(definition, choice, "ja"), en: told(definition, choice, "en"), file: hex(challengedBytes(challenged)) };
  },
  tree,
  included: ({ leaf, index, size, path, root }) => done(checkInclusion(bytes(leaf), index, size, all(path), bytes(root))),
  consistent: ({ old, old_root: oldRoot, size, root, proof }) =>
    done(checkConsistency(old, bytes(oldRoot), size, bytes(root), all(proof))),
};
