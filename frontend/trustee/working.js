// The worker in which the deeds of a trustee are done. Told {kind: "deed", name, board, content, seal, ...};
// tells {kind: "passed", name, count}, {kind: "working", name, values}, {kind: "share", share}, and at last
//
//   {kind: "done", content, seal, sealed, parts, said, ...}  `sealed` is the file to be stored, if it changed
//   {kind: "refused", reason, values, waiting}  or  {kind: "failed", check, where}  or  {kind: "unreadable"}
import { equalBytes } from "@noble/curves/utils.js";
import { SYSTEM_DRAW as draw } from "../protocol/draw.js";
import { CheckFailed } from "../protocol/errors.js";
import { RecordUnreadable } from "../protocol/record/frames.js";
import { Report } from "../verify/report.js";
import * as deeds from "./deeds.js";
import { Refused, Waiting } from "./refusal.js";
import { closed, newSeal, openSealed } from "./sealed.js";
import { readSecret, secretBytes } from "./secret.js";

/** A new file: its keys, sealed under a passphrase. */
async function create({ passphrase, ...task }) {
  const made = deeds.create(task);
  return { ...made, seal: await newSeal(passphrase, draw) };
}

/** A file that there is, opened. */
async function unseal({ file, passphrase }) {
  const { content, seal } = await openSealed(file, passphrase);
  return { secret: readSecret(content), seal, parts: [], said: [] };
}

const DEEDS = { ...deeds, create, unseal };

/** Does a deed that a message names, and tells of it. */
export async function perform(crew, { name, board, content, seal, ...more }, send) {
  const task = {
    ...more,
    crew,
    board: (file) => board.get(file) ?? null,
    secret: content ? readSecret(content) : null,
    report: new Report((passed) => send({ kind: "passed", ...passed })),
    working: (sentence, values) => send({ kind: "working", name: sentence, values }),
    told: (share) => send({ kind: "share", share }),
  };
  try {
    const { secret, ...found } = await DEEDS[name](task);
    const kept = found.seal ?? seal;
    const after = secret ? secretBytes(secret) : content;
    const isNew = name !== "unseal" && (!content || !equalBytes(after, content));
    const sealed = isNew ? closed(kept, after, draw) : null;
    send({ kind: "done", parts: [], said: [], ...found, seal: kept, content: after, sealed, about: secret && aboutOf(secret) });
  } catch (problem) {
    send(told(problem));
  }
}

/** What a display needs to know of a secret. */
const aboutOf = ({ invitation, number, share, approved, opened }) => ({
  election: invitation.election,
  t: invitation.t,
  n: invitation.n,
  number,
  hasShare: share !== null,
  hasApproved: approved !== null,
  hasOpened: opened !== null,
});

function told(problem) {
  if (problem instanceof CheckFailed) return { kind: "failed", check: problem.check, where: problem.where };
  if (problem instanceof RecordUnreadable) return { kind: "unreadable" };
  if (!(problem instanceof Refused)) throw problem;
  return { kind: "refused", reason: problem.reason, values: problem.values, waiting: problem instanceof Waiting };
}
