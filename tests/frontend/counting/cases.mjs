// What the portal's own module answers to a case; see tests/voting/counting/cases.py.
import {
  BrokenPabulibFile,
  CountingError,
  count,
  parseJson,
  readPabulib,
  recordedRule,
  resultText,
  ruleFromJson,
} from "../../../frontend/counting/index.js";
import { jsonText } from "../../../frontend/counting/json.js";
import { exact } from "../../../frontend/counting/codec.js";

/** The answer as the text of its JSON. `electorates` and `rule` as parsed by `parseJson`. */
export async function answer(electorates, rule) {
  try {
    const read = electorates.map(electorateOf);
    const instance = read.find((each) => each.instance).instance.with(read.map(({ name, votes }) => ({ name, votes })));
    return resultText(await count(instance, rule === "recorded" ? recordedRule(instance) : ruleFromJson(rule)));
  } catch (error) {
    if (!(error instanceof CountingError)) throw error;
    const { problem, ...values } = error.values;
    const line = error instanceof BrokenPabulibFile ? { line: error.line } : {};
    return jsonText({ refused: { code: error.code, values, ...line } }, 1);
  }
}

function electorateOf(each) {
  const name = each.get("name");
  if (each.has("totals")) return { name, votes: each.get("totals").map((total) => exact(total, "totals")) };
  const bytes = each.has("base64") ? Buffer.from(each.get("base64"), "base64") : Buffer.from(each.get("file"));
  const instance = readPabulib(bytes);
  return { name, instance, votes: instance.electorates[0].votes };
}

export { parseJson, jsonText };
