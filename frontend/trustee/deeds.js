// The deeds of a trustee, as `python -m voting.trustee` does them: each is given {secret, board, ...}: the
// content of the sealed file and a getter of files by name, and gives {secret, parts, said}: what is to be
// remembered, what may be laid out once it is stored, and what there is to say, [name of a sentence, values].
import { bytesToHex } from "@noble/hashes/utils.js";
import { readDefinition } from "../protocol/definition.js";
import { SYSTEM_DRAW as draw } from "../protocol/draw.js";
import { readConsistency, readHead } from "../protocol/record/parts.js";
import { inKana, wordsOf } from "../protocol/words.js";
import { advance, callOff, confirmKeys, requireOwn } from "./ceremony.js";
import {
  approveDefinition,
  byEntries,
  byProof,
  countersignHead,
  giveOpenings,
  mixLists,
  rememberOpening,
  requireApproved,
  requireExtends,
  requireTurn,
} from "./duties.js";
import { Stage, follow } from "./following.js";
import { invitationBytes, readInvitation } from "./messages.js";
import { Refused, Waiting } from "./refusal.js";
import { newSecret } from "./secret.js";
import { VOTE, countersigned, verifiedMixes, verifiedVote } from "./vote.js";

const INVITATION = "invitation.json";
const DEFINITION = "definition.json";
const HEAD = "head.json";

function required(board, name, reason) {
  const octets = board(name);
  if (!octets) throw new Waiting(reason, { name });
  return octets;
}

/** The board with what this trustee has written on it. */
const withOwn = (board, secret) => (name) => board(name) ?? secret.sent.get(name) ?? null;

/** What this trustee has written and does not lie there yet. */
const unsent = (board, { sent }) =>
  [...sent].filter(([name]) => !board(name)).map(([name, octets]) => ({ name, octets }));

/** Whether the sealed file belongs to the key generation of this board. */
function requireInvited({ invitation }, board) {
  const there = readInvitation(required(board, INVITATION, "no_invitation"));
  if (bytesToHex(invitationBytes(there)) !== bytesToHex(invitationBytes(invitation))) throw new Refused("other_invitation");
}

/** Fresh keys for trustee `number`. */
export function create({ board, number }) {
  const invitation = readInvitation(required(board, INVITATION, "no_invitation"));
  if (!(number >= 1 && number <= invitation.n)) throw new Refused("no_such_number", { n: invitation.n });
  if (board(`keys-${number}.json`)) throw new Refused("number_taken", { number });
  const secret = newSecret(invitation, number, draw);
  return { secret, parts: unsent(board, secret), said: [["made_keys", { number }]] };
}

const faultsOf = ({ faults }) =>
  faults.map(({ attempt, trustee, check }) => (check ? ["fault", { attempt, trustee, check }] : ["called_off", { attempt, trustee }]));

/** Where things stand, without doing anything: {standing, words, ...} for a display. */
export function look({ secret, board }) {
  requireInvited(secret, board);
  requireOwn(secret, board);
  const standing = follow(secret.invitation, withOwn(board, secret));
  return {
    secret,
    parts: unsent(board, secret),
    said: faultsOf(standing),
    standing: {
      stage: standing.stage,
      attempt: standing.attempt,
      missing: standing.missing,
      key: standing.stage === Stage.DONE ? bytesToHex(standing.transcript.keys.election.bytes) : null,
      words: standing.stage === Stage.KEYS || secret.roster ? null : spoken(wordsOf(standing.roster)),
    },
  };
}

const spoken = (words) => ({ kana: words.map(inKana).join(" "), letters: words.join(" ") });

/** Another trustee's words are the same: the keys are compared. */
export function compare({ secret, board, heard }) {
  requireOwn(secret, board);
  const standing = follow(secret.invitation, withOwn(board, secret));
  const confirmed = confirmKeys(secret, standing, wordsOf(standing.roster), heard);
  const went = step({ secret: confirmed, board });
  return { ...went, said: [["same_words", {}], ...went.said] };
}

/** Takes every step that is due. */
export function step({ secret, board }) {
  requireOwn(secret, board);
  let [before, after] = [null, secret];
  // One's own document may be the last that was missing: then the next is due at once.
  while (after !== before) {
    before = after;
    after = advance(after, follow(after.invitation, withOwn(board, after)), draw);
  }
  return { secret: after, parts: unsent(board, after), said: after.share === null || secret.share !== null ? [] : [["share_kept", {}]] };
}

/** Ends this attempt of the key generation. */
export function endAttempt({ secret, board }) {
  requireOwn(secret, board);
  const standing = follow(secret.invitation, withOwn(board, secret));
  if (standing.stage === Stage.KEYS || standing.stage === Stage.DONE) throw new Refused("nothing_to_call_off");
  const ended = callOff(secret, standing, draw);
  return { secret: ended, parts: unsent(board, ended), said: [] };
}

/** What the definition says, for a person to read before signing. */
export function readBeforeSigning({ secret, board }) {
  const definition = readDefinition(required(board, DEFINITION, "no_definition"));
  const standing = follow(secret.invitation, withOwn(board, secret));
  approveDefinition(secret, standing, definition, draw);
  const { election, question, options, electorates, opens, closes, trustees, mixes, anonymityMinimum, fingerprint, rehearsal } = definition;
  return {
    definition: {
      ...{ election, question, opens, closes, mixes, anonymityMinimum, rehearsal, electorates },
      options: options.map(({ name }) => name),
      t: trustees.t,
      n: trustees.signingKeys.length,
      fingerprint: bytesToHex(fingerprint),
    },
  };
}

/** Signs the definition whose fingerprint begins as was typed. */
export function approve({ secret, board, typed }) {
  const definition = readDefinition(required(board, DEFINITION, "no_definition"));
  const begun = typed.trim().toLowerCase();
  if (begun.length < 8 || !bytesToHex(definition.fingerprint).startsWith(begun)) throw new Refused("not_confirmed");
  const standing = follow(secret.invitation, withOwn(board, secret));
  const [signed, part] = approveDefinition(secret, standing, definition, draw);
  return { secret: signed, parts: [part], said: [["approved", {}]] };
}

/** Before closing from the head and its proof, after closing from the log itself. */
export async function countersign({ secret, board, report, crew }) {
  const [definition, signed, extension] = board(VOTE)
    ? await fromLog(board, report, crew)
    : fromHead(secret, board);
  const [after, part] = countersignHead(secret, definition, signed, extension, draw);
  return { secret: after, parts: [part], said: [["countersigned", { size: signed.head.size }]] };
}

async function fromLog(board, report, crew) {
  const { definition, log } = await verifiedVote(board, report, crew);
  return [definition, log.head, byEntries(log.tree)];
}

function fromHead({ head: last }, board) {
  const definition = readDefinition(required(board, DEFINITION, "no_definition"));
  const signed = readHead(definition.group, required(board, HEAD, "no_head"));
  const isLonger = last && last.size > 0 && last.size < signed.head.size;
  const name = isLonger && `consistency-${last.size}-${signed.head.size}.json`;
  const proof = isLonger ? readConsistency(required(board, name, "no_proof")) : [];
  return [definition, signed, byProof(proof)];
}

/** The vote, refused before the long work if it is not the one that this trustee signed. */
async function ownVote({ secret, board, report, crew }) {
  const vote = await verifiedVote(board, report, crew);
  requireApproved(secret, vote.definition);
  requireExtends(secret, vote);
  countersigned(vote, board);
  return verifiedMixes(vote, board, report, crew);
}

/** The next mix of all lists. */
export async function mix(task) {
  const mixed = await ownVote(task);
  requireTurn(task.secret, mixed);
  task.working("mixing", { ballots: mixed.ballots, turn: mixed.mixers.length + 1, mixes: mixed.vote.definition.mixes });
  return { secret: task.secret, parts: [mixLists(task.secret, mixed, draw, task.told)], said: [["mixed", {}]] };
}

/** This trustee's part of the opening of the one list that its file remembers. */
export async function open(task) {
  const mixed = await ownVote(task);
  const secret = rememberOpening(task.secret, mixed);
  const fingerprint = bytesToHex(mixed.fingerprint);
  task.working("opening", { ballots: mixed.ballots, fingerprint });
  return { secret, parts: [giveOpenings(secret, mixed, draw, task.told)], said: [["opened", {}], ["opened_list", { fingerprint }]] };
}

/** What is still possible when trustees are gone. */
export async function ask({ secret, board, lost, report, crew }) {
  const { t, n } = secret.invitation;
  const gone = new Set(lost.filter((i) => i >= 1 && i <= n));
  const left = n - gone.size;
  if (!board(VOTE)) {
    const { stage } = follow(secret.invitation, withOwn(board, secret));
    const said = stage === Stage.DONE ? openable(left, t) : ["begin_anew", {}];
    return { secret, parts: [], said: [said] };
  }
  const vote = await verifiedVote(board, report, crew);
  const { mixers, isComplete } = await verifiedMixes(vote, board, report, crew);
  const able = left + mixers.filter((i) => gone.has(i)).length;
  const { mixes } = vote.definition;
  const said = [["mixes_there", { there: mixers.length, needed: mixes, mixers: mixers.join(", ") }]];
  if (!isComplete && able < mixes) said.push(["cannot_mix", { left: able, mixes }]);
  const given = [...gone].filter((i) => board(`opening-${i}.tomoni`)).length;
  said.push(openable(left + given, t));
  return { secret, parts: [], said };
}

const openable = (left, t) => [left >= t ? "can_open" : "cannot_open", { left, t }];
