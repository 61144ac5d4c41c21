// A challenged ballot as the device gives it out: what was committed to, and what opens it.
//
// The same as voting/audit_ballot/challenged.py: {definition, ballot, receipt, tracker, choice, randomness}.
import { equalBytes } from "@noble/curves/utils.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { MOST_CHANGES, checkOpened, checkUnsigned, trackerOf } from "../protocol/ballots.js";
import { canonicalBytes, readCanonical } from "../protocol/canonical.js";
import { readElement } from "../protocol/ceremony.js";
import { readDefinition } from "../protocol/definition.js";
import { requireCiphertext, rowBytes } from "../protocol/elgamal.js";
import { Check, CheckFailed } from "../protocol/errors.js";
import { fieldsOf } from "../protocol/fields.js";
import { checkReceipt } from "../protocol/heads.js";
import { BallotKind } from "../protocol/packing.js";
import { proofBytes, proofSize, readProof, readScalar, scalarBytes, scalarSize } from "../protocol/wire.js";

export const LONGEST = 4_000_000;
const MOST_OPTIONS = 10_000;

/** The file, byte by byte as Python writes it. */
export function challengedBytes({ definition, ballot, receipt, tracker, choice, randomness }) {
  const { group } = definition;
  const { place, row, proof } = ballot;
  const hexOf = (scalar) => bytesToHex(scalarBytes(group, scalar));
  return canonicalBytes({
    definition: new TextDecoder().decode(definition.encoded),
    credential: bytesToHex(place.credential.bytes),
    counter: place.counter,
    previous: bytesToHex(place.previous),
    row: row.map((each) => bytesToHex(rowBytes([[each]]))),
    c: hexOf(proof.c),
    z: proof.z.map(hexOf),
    receipt: bytesToHex(proofBytes(group, receipt)),
    tracker: bytesToHex(tracker),
    choice,
    randomness: randomness.map(hexOf),
  });
}

/** The file, parsed; throws `encoding`, `challenged-ballot`, and those of the definition and of elements. */
export function readChallenged(encoded) {
  return fieldsOf(readCanonical(encoded), "challenge", Check.CHALLENGED_BALLOT, (fields) => {
    const definition = readDefinition(utf8ToBytes(fields.text("definition", LONGEST)));
    const { group, elements } = definition;
    const scalars = (name) =>
      fields.allOctets(name, scalarSize(group), elements).map((part) => readScalar(group, part, `challenge, ${name}`));
    const place = {
      election: definition.fingerprint,
      credential: readElement(group, fields, "credential"),
      counter: fields.whole("counter", 0, MOST_CHANGES),
      previous: fields.octets("previous", 32),
    };
    const row = fields.allOctets("row", 2 * group.elementSize, elements).map((part) => requireCiphertext(group, part, "challenge"));
    const proof = { c: readScalar(group, fields.octets("c", scalarSize(group)), "challenge, c"), z: scalars("z") };
    const receipt = readProof(group, fields.octets("receipt", proofSize(group)), "receipt");
    const tracker = fields.octets("tracker", 32);
    return { definition, ballot: { place, row, proof }, receipt, tracker, choice: readChoice(fields), randomness: scalars("randomness") };
  });
}

function readChoice(fields) {
  const numbers = fields.items("choice", MOST_OPTIONS);
  if (!numbers.every((each) => Number.isSafeInteger(each) && each >= 0)) {
    throw fields.refusal("choice is no list of whole numbers");
  }
  return numbers;
}

/**
 * Checks that the ballot that was committed to encrypts the choice, and nothing else.
 *
 * Throws `challenged-ballot`: another tracker, choice or encryption than was shown; `signature`: the
 * receipt is not the log's; `ballot-proof`, `ballot-shape`: it could never have been cast; `choice` or
 * `limits`: it says what the ballot does not allow.
 */
export function audit({ definition, ballot, receipt, tracker, choice, randomness }) {
  const { group, trustees, form, elements } = definition;
  const own = trackerOf(group, ballot);
  if (!equalBytes(own, tracker)) throw new CheckFailed(Check.CHALLENGED_BALLOT, "the tracker is of another ballot");
  checkReceipt(definition, own, receipt);
  checkUnsigned(group, trustees.key, ballot, elements);
  checkOpened(group, trustees.key, ballot, form.packing.pack(choice, group.payloadSize), randomness);
  form.check(choice);
}

/** What a choice says, option by option, in the order that matters. */
export function told({ options, form }, choice, language) {
  const names = options.map((option) => option.name[language]);
  if (form.packing.kind === BallotKind.POINTS) return choice.flatMap((points, option) => (points ? [`${names[option]}: ${points}`] : []));
  if (form.packing.kind === BallotKind.RANKING) return choice.map((option, rank) => `${rank + 1}. ${names[option]}`);
  return choice.map((option) => names[option]);
}
