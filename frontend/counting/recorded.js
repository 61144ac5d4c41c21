// The rule that a Pabulib file says its city counted by.
import { CountingError } from "./errors.js";
import { parseJson } from "./json.js";
import { parseDecimal } from "./numbers.js";
import { ruleFromJson } from "./rules.js";

/** As equalshares.net starts and steps; like pabulib-checker it goes on until the money ends. */
const ADD1_OF_PABULIB = '{"name": "add1", "step": 1, "start": "floor"}';
const RECORDED = {
  greedy: '{"name": "greedy"}',
  "greedy-no-skip": '{"name": "greedy-no-skip"}',
  "greedy-threshold": '{"name": "greedy-threshold"}',
  equalshares: '{"name": "equal-shares"}',
  "equalshares/add1": `{"name": "equal-shares", "completions": [${ADD1_OF_PABULIB}]}`,
};

/** The rule in META, with its min_project_score_threshold. */
export function recordedRule({ meta }) {
  const value = meta.get("min_project_score_threshold") || "0";
  const minScore = parseDecimal(value);
  if (!minScore) throw new CountingError("bad_threshold", { value });
  const rule = meta.get("rule") ?? "";
  if (!Object.hasOwn(RECORDED, rule)) throw new CountingError("rule_not_recorded", { rule });
  return { ...ruleFromJson(parseJson(RECORDED[rule])), min_score: minScore };
}
