// Every rule: what its JSON may say, and how it counts.
import { checkCap } from "./caps.js";
import { choice, exact, flag, integer, listOf, mapOf, oneOf, optional, record, text } from "./codec.js";
import { ZERO, whole } from "./numbers.js";
import { checkQuota } from "./quotas.js";
import { checkAdd1, countByEqualShares } from "./rules/equal_shares.js";
import { countGreedily } from "./rules/greedy.js";
import { countByPhragmen } from "./rules/phragmen.js";
import { rankByDuels, rankByScore } from "./rules/priorities.js";

const cap = record(
  { column: [text], group: [text], cost: [optional(exact), null], count: [optional(integer), null] },
  { check: checkCap },
);
const quota = record(
  { column: [text, ""], group: [text, ""], fewest: [integer, 0n], most: [optional(integer), null] },
  { check: checkQuota },
);
const completion = oneOf({
  add1: record(
    { step: [exact, whole(1)], start: [choice("exact", "floor"), "exact"], stop_when_exhaustive: [flag, false] },
    { name: "add1", check: checkAdd1 },
  ),
  utilitarian: record({}, { name: "utilitarian" }),
});

const everyRule = { quotas: [listOf(quota), []], weights: [mapOf(exact), new Map()], tie_order: [listOf(text), []] };
const budgetRule = { min_score: [exact, ZERO], caps: [listOf(cap), []], ...everyRule };

/** The rules that spend a budget: `count` takes an election, the rule, and who is told of progress. */
const BUDGET_RULES = {
  greedy: { parts: budgetRule, count: (instance, rule) => countGreedily(instance, rule) },
  "greedy-no-skip": {
    parts: budgetRule,
    count: (instance, rule) => countGreedily(instance, rule, { stopAtMisfit: true }),
  },
  "greedy-threshold": { parts: budgetRule, count: (instance, rule) => countGreedily(instance, rule) },
  "votes-per-cost": { parts: budgetRule, count: (instance, rule) => countGreedily(instance, rule, { perCost: true }) },
  "equal-shares": {
    parts: {
      ...budgetRule,
      utilities: [choice("cost", "cardinality"), "cost"],
      completions: [listOf(completion), []],
    },
    count: countByEqualShares,
  },
  phragmen: { parts: budgetRule, count: countByPhragmen },
};

/** The rules that put options in order without looking at costs. */
const RANKINGS = {
  "k-approval": { parts: everyRule, rank: (instance, rule) => rankByScore(instance, rule, { byVotes: true }) },
  points: {
    parts: everyRule,
    rank: (instance, rule) => rankByScore(instance, rule, { accepted: ["cumulative", "scoring"] }),
  },
  borda: { parts: everyRule, rank: (instance, rule) => rankByScore(instance, rule, { accepted: ["ordinal"] }) },
  condorcet: {
    parts: { ...everyRule, completion: [choice("borda", "ranked-pairs"), "borda"] },
    rank: rankByDuels,
  },
};

export const RULES = { ...BUDGET_RULES, ...RANKINGS };

const kinds = Object.entries(RULES).map(([name, { parts }]) => [name, record(parts, { name })]);
const anyRule = oneOf(Object.fromEntries(kinds));

/** A rule from its parsed JSON; keys left out have defaults. */
export const ruleFromJson = (document) => anyRule(document, "");
