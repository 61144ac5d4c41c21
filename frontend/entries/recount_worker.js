// Counts a ballot file away from the page, which stays quick. Told {bytes, rule, input}; tells of its
// stages, then the result as text, or that the file is another's, or why it was refused.
import { CountingError, count, parseJson, readPabulib, resultText, ruleFromJson } from "../counting/index.js";

const MILLISECONDS_BETWEEN_TELLING = 100;

function nowAndThen() {
  let last = 0;
  return (message) => {
    if (performance.now() - last < MILLISECONDS_BETWEEN_TELLING) return;
    last = performance.now();
    self.postMessage(message);
  };
}

async function recount({ bytes, rule, input }) {
  const tell = nowAndThen();
  const instance = readPabulib(new Uint8Array(bytes), (share) => tell({ kind: "reading", share }));
  if ((await instance.fingerprint()) !== input) return { kind: "foreign" };
  self.postMessage({ kind: "counting" });
  const chosen = ruleFromJson(parseJson(rule));
  const result = await count(instance, chosen, ({ bought, step }) => tell({ kind: "counting", bought, step }));
  return { kind: "counted", text: resultText(result), voters: instance.electorates[0].votes.numberOfVoters };
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
