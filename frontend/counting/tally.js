// Votes and scores of each project, over one electorate or several weighted ones.
import { Ballots } from "./ballots.js";
import { CountingError } from "./errors.js";
import { sortedByCodePoint } from "../lib/code_points.js";
import { Rational, ZERO, exactText, sum, whole } from "./numbers.js";
import { compareKeys } from "./ties.js";

const HUNDRED = whole(100);

/**
 * For each project: how many votes named it, and the score that the rule goes by.
 *
 * The score is votes for approvals, points, or Borda points; with weights it is a share from 0
 * to 100: the sum over electorates of weight x project's score / all scores there. With `byVotes`
 * it is the number of votes, whatever points they give.
 */
export function tally(instance, weights, { byVotes = false } = {}) {
  const scoresIn = byVotes ? votesIn : ownScores;
  const { electorates, projects } = instance;
  if (!weights.size) {
    if (electorates.length !== 1) throw new CountingError("several_electorates", { found: electorates.length });
    return { votes: votesIn(electorates[0]), scores: scoresIn(electorates[0]) };
  }
  checkWeights(instance, weights);
  let votes = projects.map(() => ZERO);
  let scores = votes;
  for (const electorate of electorates) {
    const [own, ownVotes] = [scoresIn(electorate), votesIn(electorate)];
    const total = sum(own);
    votes = votes.map((number, i) => number.plus(ownVotes[i]));
    if (total.numerator) {
      const weight = weights.get(electorate.name).over(total);
      scores = scores.map((score, i) => score.plus(weight.times(own[i])));
    }
  }
  return { votes, scores };
}

function checkWeights({ electorates }, weights) {
  const names = sortedByCodePoint(electorates.map(({ name }) => name));
  const weighted = sortedByCodePoint([...weights.keys()]);
  if (names.length !== weighted.length || names.some((name, i) => name !== weighted[i])) {
    throw new CountingError("weights_do_not_fit", { weighted: weighted.join(", "), voting: names.join(", ") });
  }
  const total = sum([...weights.values()]);
  if ([...weights.values()].some((weight) => weight.compare(ZERO) < 0) || total.compare(HUNDRED) !== 0) {
    throw new CountingError("weights_do_not_add_up", { total: exactText(total) });
  }
}

const votesIn = ({ votes }) => (votes instanceof Ballots ? votes.votes.map(whole) : votes);
const ownScores = ({ votes }) =>
  votes instanceof Ballots ? votes.scores.map((score) => new Rational(score, votes.pointUnit)) : votes;

/** Project numbers from the highest score down, ties broken. */
export const ranking = (scores, keys) =>
  scores.map((_, number) => number).sort((a, b) => scores[b].compare(scores[a]) || compareKeys(keys[a], keys[b]));
