// Answers households from standard input, by the modules that the page loads.
import { text } from "node:stream/consumers";
import { apportion } from "../../../frontend/budget/apportionment.js";
import { estimate } from "../../../frontend/budget/tax.js";

const { rules, households, weights } = JSON.parse(await text(process.stdin));
const answer = (household) => {
  const { total, steps } = estimate(household, rules);
  return { steps, parts: apportion(total, weights) };
};
console.log(JSON.stringify(households.map(answer)));
