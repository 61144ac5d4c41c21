// A line of standard input is a question about a board, a line of standard output the answer. Bytes are
// in base 64.
import { createInterface } from "node:readline";
import { SYSTEM_DRAW } from "../../../frontend/protocol/draw.js";
import { CheckFailed } from "../../../frontend/protocol/errors.js";
import { areSameWords, inKana, wordsOf } from "../../../frontend/protocol/words.js";
import { follow } from "../../../frontend/trustee/following.js";
import { readInvitation } from "../../../frontend/trustee/messages.js";
import { Refused } from "../../../frontend/trustee/refusal.js";
import { closed, newSeal, openSealed } from "../../../frontend/trustee/sealed.js";
import { readSecret, secretBytes } from "../../../frontend/trustee/secret.js";
import { perform } from "../../../frontend/trustee/working.js";
import { ALONE } from "../../../frontend/verify/jobs.js";

const bytes = (text) => Uint8Array.from(Buffer.from(text, "base64"));
const base64 = (octets) => Buffer.from(octets).toString("base64");
const boardOf = (files) => new Map(Object.entries(files).map(([name, text]) => [name, bytes(text)]));

const QUESTIONS = {
  follow({ files }) {
    const board = boardOf(files);
    const { stage, attempt, missing, faults } = follow(readInvitation(board.get("invitation.json")), (name) => board.get(name) ?? null);
    return { stage, attempt, missing, faults };
  },
  secret: ({ content }) => base64(secretBytes(readSecret(bytes(content)))),
  words({ compared, typed }) {
    const words = wordsOf(bytes(compared));
    return { words, kana: words.map(inKana), same: areSameWords(words, typed) };
  },
  async seal({ content, passphrase, cost }) {
    return base64(closed(await newSeal(passphrase, SYSTEM_DRAW, cost), bytes(content), SYSTEM_DRAW));
  },
  unseal: async ({ sealed, passphrase }) => base64((await openSealed(bytes(sealed), passphrase)).content),
  said: async (question) => (await performed(question)).said,
  async deed(question) {
    const told = await performed(question);
    if (told.kind !== "done") return { refused: told.check ?? told.reason ?? told.kind };
    return { content: base64(told.content), parts: Object.fromEntries(told.parts.map((part) => [part.name, base64(part.octets)])) };
  },
};

/** The last message of the worker that does a deed. */
async function performed({ name, files, content, ...more }) {
  let told;
  const seal = { cost: 10, salt: new Uint8Array(16), key: new Uint8Array(32) };
  const task = { ...more, name, board: boardOf(files), content: bytes(content), seal };
  await perform(ALONE, task, (message) => (told = message));
  return told;
}

async function answer({ ask, ...question }) {
  try {
    return await QUESTIONS[ask](question);
  } catch (problem) {
    if (problem instanceof CheckFailed) return { refused: problem.check };
    if (problem instanceof Refused) return { refused: problem.reason };
    return { broken: problem.stack };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await answer(JSON.parse(line)))}\n`);
}
