// Counts ballot files away from the page, which stays quick. Told {files, rule, input}, with a file
// {name, bytes} for each electorate; tells of its stages, then the result as text, or that the files
// are another's, or why they were refused.
import { CountingError, count, parseJson, readElectorates, resultText, ruleFromJson } from "../counting/index.js";

const MILLISECONDS_BETWEEN_TELLING = 100;

function nowAndThen() {
  let last = 0;
  return (message) => {
    if (performance.now() - last < MILLISECONDS_BETWEEN_TELLING) return;
    last = performance.now();
    self.postMessage(message);
  };
}

async function recount({ files, rule, input }) {
  const tell = nowAndThen();
  const read = files.map(({ name, bytes, totals }) => ({ name, totals, bytes: new Uint8Array(bytes) }));
  const instance = readElectorates(read, (share) => tell({ kind: "reading", share }));
  if ((await instance.fingerprint()) !== input) return { kind: "foreign" };
  self.postMessage({ kind: "counting" });
  const chosen = ruleFromJson(parseJson(rule));
  const result = await count(instance, chosen, ({ bought, step }) => tell({ kind: "counting", bought, step }));
  const voters = instance.electorates.reduce((sum, { votes }) => sum + (votes.numberOfVoters ?? 0), 0);
  return { kind: "counted", text: resultText(result), voters };
}

self.addEventListener("message", async ({ data }) => {
  try {
    self.postMessage(await recount(data));
  } catch (error) {
    if (!(error instanceof CountingError)) throw error;
    const { code, values, line = null } = error;
    self.postMessage({ kind: "refused", code, values, line });
  }
});
