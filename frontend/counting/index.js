// Counting: elections, rules and results, exact, by the same rules as `python -m voting.counting`.
//
//     const instance = readPabulib(bytes);
//     const result = await count(instance, recordedRule(instance));
//     resultText(result) === what the command prints with --json
import { jsonText } from "./json.js";
import { withinQuotas } from "./quotas.js";
import { RULES } from "./rules.js";
import { VERSION } from "./version.js";

export { CountingError, BrokenPabulibFile } from "./errors.js";
export { readElectorates } from "./electorates.js";
export { parseJson } from "./json.js";
export { readPabulib } from "./pabulib/reader.js";
export { recordedRule } from "./recorded.js";
export { ruleFromJson } from "./rules.js";

/**
 * Counts the election by a rule of either kind: the rule, the input's hash, the version and all
 * that was found. `told` hears of progress: {bought}, and the step of Add1.
 */
export async function count(instance, rule, told) {
  const [valid, setAside] = withinQuotas(instance, rule.quotas);
  const { count: spend, rank } = RULES[rule.name];
  const found = spend ? spend(valid, rule, told) : rank(valid, rule);
  return { rule, input: await instance.fingerprint(), version: VERSION, ...found, set_aside: setAside };
}

/** The result as the command prints it. */
export const resultText = (result) => jsonText(result, 1);
