// Priorities: options put in order, without costs or a budget (policy votes, as in Kaga).
import { Ballots } from "../ballots.js";
import { CountingError } from "../errors.js";
import { ranking, tally } from "../tally.js";
import { compareKeys, tieBetween, tieKeys } from "../ties.js";
import { duelsOf } from "./duels.js";

/** By votes, points or Borda points, once it is checked that the ballots give them. */
export function rankByScore(instance, rule, { accepted = null, byVotes = false } = {}) {
  for (const { votes } of instance.electorates) {
    if (accepted && votes instanceof Ballots && !accepted.includes(votes.voteType)) {
      throw new CountingError("ballots_do_not_fit", { found: votes.voteType, expected: accepted.join(", ") });
    }
  }
  const votes = tally(instance, rule.weights, { byVotes });
  const keys = tieKeys(instance, votes.votes, rule.tie_order, { byCost: false });
  const order = ranking(votes.scores, keys);
  return ordered(instance, votes, keys, order, even(order, votes.scores, 1));
}

/**
 * Whoever wins every duel against all that come after stands before them.
 *
 * Where majorities go in a circle or are even, `completion` orders those concerned: "borda" by
 * score, "ranked-pairs" by holding the clearest duels first (T. N. Tideman 1987) and leaving out
 * those that would close a circle.
 */
export function rankByDuels(instance, rule) {
  const votes = tally(instance, rule.weights);
  const keys = tieKeys(instance, votes.votes, rule.tie_order, { byCost: false });
  const duels = duelsOf(instance, rule.weights);
  const [order, ties] = [[], []];
  for (const circle of duels.circles()) {
    if (rule.completion === "borda") {
      const part = circle.sort((a, b) => votes.scores[b].compare(votes.scores[a]) || compareKeys(keys[a], keys[b]));
      ties.push(...even(part, votes.scores, order.length + 1));
      order.push(...part);
    } else {
      const pairs = duels.rankedPairs(circle, keys);
      ties.push(...pairs.even.map(([place, tied]) => [order.length + place, tied]));
      order.push(...pairs.order);
    }
  }
  return { ...ordered(instance, votes, keys, order, ties), duels: duels.told(instance) };
}

/** Those who stand side by side with the same score, with the rank of the first. */
function even(order, scores, firstRank) {
  const runs = [];
  order.forEach((number, i) => {
    const isEven = i > 0 && scores[number].compare(scores[order[i - 1]]) === 0;
    if (isEven) runs.at(-1)[1].push(number);
    else runs.push([firstRank + i, [number]]);
  });
  return runs.filter(([, run]) => run.length > 1);
}

function ordered(instance, { votes, scores }, keys, order, ties) {
  const idOf = (number) => instance.projects[number].id;
  return {
    order: order.map(idOf),
    ties: ties.map(([rank, tied]) => tieBetween(instance, keys, tied, rank, true)),
    standings: new Map(
      order.map((number, i) => [idOf(number), { rank: i + 1, votes: votes[number], score: scores[number] }]),
    ),
    duels: [],
  };
}
