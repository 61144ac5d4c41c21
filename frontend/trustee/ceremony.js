// A trustee's part in the key generation: what it has to lay out next, from where things stand. Each deed
// gives the secret as it is to be remembered; what it sends stands in it, and leaves once it is stored.
import { equalBytes } from "@noble/curves/utils.js";
import { ceremonyFingerprint } from "../protocol/ceremony.js";
import { Check, CheckFailed } from "../protocol/errors.js";
import { committed } from "../protocol/lots.js";
import { complain, openShare, sealShare } from "../protocol/sealed_shares.js";
import { committedDealing, deal, drawPolynomial, shareFor } from "../protocol/threshold.js";
import { proofBytes, readProof } from "../protocol/wire.js";
import { areSameWords } from "../protocol/words.js";
import { Stage } from "./following.js";
import { Kind, commitmentBody, revealedBody, verdictBody } from "./messages.js";
import { letterOf } from "./secret.js";

const isSame = (a, b) => a === b || (a !== null && b !== null && a !== undefined && b !== undefined && equalBytes(a, b));

/** Checks that what lies on the board in this trustee's name is what it wrote; throws `ceremony`. */
export function requireOwn(secret, get) {
  const letters = [letterOf(secret, Kind.KEYS, 0)];
  for (let attempt = 1; attempt <= secret.attempt + 1; attempt += 1) {
    for (const kind of Object.values(Kind)) letters.push(letterOf(secret, kind, attempt));
  }
  for (const { name } of letters) {
    const there = get(name);
    if (there && !isSame(there, secret.sent.get(name))) {
      throw new CheckFailed(Check.CEREMONY, `${name} is not what this trustee wrote`);
    }
  }
}

/** Another trustee read these words to this one: all saw the same keys; throws `ceremony` where they are others. */
export function confirmKeys(secret, standing, words, heard) {
  if (!areSameWords(words, heard)) throw new CheckFailed(Check.CEREMONY, "the words are not the same");
  return { ...secret, roster: standing.roster };
}

/** Writes what is due now; nothing where it is the others' turn; throws `ceremony` for keys that were not compared. */
export function advance(secret, standing, draw) {
  if (secret.share !== null || standing.stage === Stage.KEYS) return secret;
  if (!isSame(secret.roster, standing.roster)) {
    throw new CheckFailed(Check.CEREMONY, "the keys were not compared, or changed since");
  }
  const begun = standing.attempt > secret.attempt ? begin(secret, standing, draw) : secret;
  const isMissing = standing.missing.includes(secret.number);
  if (standing.stage === Stage.DEALINGS && isMissing) return reveal(begun, standing, draw);
  if (standing.stage === Stage.VERDICTS && isMissing) return judge(begun, standing, draw);
  return standing.stage === Stage.DONE ? finish(begun, standing) : begun;
}

/** Ends this attempt: somebody is gone, or files were damaged. Everyone sees who asked for it. */
export const callOff = (secret, standing, draw) => send(secret, Kind.ABORT, standing.attempt, {}, draw);

function begin(secret, standing, draw) {
  const { group, election } = secret.invitation;
  const { number } = secret;
  const polynomial = drawPolynomial(standing.parties, group, draw);
  const [lot, audit] = [draw.bytes(32), draw.bytes(32)];
  const dealing = deal(group, standing.parties, number, polynomial, draw);
  const commitment = {
    seen: standing.roster,
    dealing: committedDealing(group, standing.parties, dealing),
    lot: committed(election, "lot", number, lot),
    audit: committed(election, "audit", number, audit),
  };
  // What is revealed later has to be exactly this.
  const begun = { ...secret, attempt: standing.attempt, polynomial, lot, audit, dealing: proofBytes(group, dealing.proof) };
  return send(begun, Kind.COMMITMENT, standing.attempt, commitmentBody(commitment), draw);
}

function reveal(secret, standing, draw) {
  const { group, n } = secret.invitation;
  const shares = new Map();
  for (let j = 1; j <= n; j += 1) {
    if (j === secret.number) continue;
    shares.set(j, sealShare(group, standing.route(secret.number, j), shareFor(group, secret.polynomial, j), draw));
  }
  const dealing = {
    i: secret.number,
    commitments: secret.polynomial.map((a) => group.multiplyGenerator(a)),
    proof: readProof(group, secret.dealing, "dealing"),
  };
  const revealed = { seen: standing.seenCommitments, dealing, shares, lot: secret.lot };
  return send(secret, Kind.DEALING, standing.attempt, revealedBody(group, revealed), draw);
}

function judge(secret, standing, draw) {
  const { group } = secret.invitation;
  const complaints = [];
  for (const { dealing, shares } of standing.revealed) {
    if (dealing.i === secret.number) continue;
    const [route, sealed] = [standing.route(dealing.i, secret.number), shares.get(secret.number)];
    try {
      openShare(group, route, sealed, secret.sealing, dealing);
    } catch (failure) {
      if (!(failure instanceof CheckFailed)) throw failure;
      complaints.push(complain(group, route, sealed, secret.sealing, draw));
    }
  }
  const ceremony = ceremonyFingerprint(group, standing.transcript.ceremony);
  const verdict = { seen: standing.seenDealings, complaints, ceremony };
  return send(secret, Kind.VERDICT, standing.attempt, verdictBody(group, verdict), draw);
}

/** The share is put together; polynomial and key for shares have done their duty. */
function finish(secret, standing) {
  const { group } = secret.invitation;
  const made = standing.transcript;
  const ceremony = ceremonyFingerprint(group, made.ceremony);
  return { ...secret, share: wholeShare(secret, standing, made), ceremony, polynomial: [], sealing: 0n };
}

function wholeShare(secret, standing, made) {
  const { group } = secret.invitation;
  const j = secret.number;
  let share = shareFor(group, secret.polynomial, j);
  for (const { dealing, shares } of standing.revealed) {
    if (dealing.i === j) continue;
    share += openShare(group, standing.route(dealing.i, j), shares.get(j), secret.sealing, dealing);
  }
  share %= group.order;
  if (!group.same(group.multiplyGenerator(share), made.keys.verification[j - 1])) {
    throw new CheckFailed(Check.SHARE, "the shares do not add up to this trustee's key");
  }
  return share;
}

function send(secret, kind, attempt, body, draw) {
  const letter = letterOf(secret, kind, attempt);
  if (secret.sent.has(letter.name)) return secret;
  return { ...secret, sent: new Map([...secret.sent, [letter.name, letter.signed(body, secret.signing, draw)]]) };
}
