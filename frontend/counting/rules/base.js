// What all rules that spend a budget share: what a run writes down as it goes.
import { sum } from "../numbers.js";
import { ranking } from "../tally.js";
import { tieBetween } from "../ties.js";

export const TOO_FEW_VOTES = "too_few_votes";
export const MONEY_WENT_ELSEWHERE = "money_went_elsewhere";
export const DEARER_THAN_BUDGET = "dearer_than_budget";
export const GROUP_IS_FULL = "group_is_full";

/** Projects are their numbers in the election. `ties`: the round, and all who were tied in it. */
export class Course {
  winners = [];
  ties = [];
  events = [];
  reasons = new Map();
  shortBy = new Map();

  outcome(instance, { votes, scores }, keys) {
    const { projects, budget } = instance;
    const funded = new Set(this.winners);
    const ranks = new Map(ranking(scores, keys).map((number, place) => [number, place + 1]));
    return {
      winners: this.winners.map((number) => projects[number].id),
      cost: sum(this.winners.map((number) => projects[number].cost)),
      budget,
      ties: this.ties.map(([round, tied]) =>
        tieBetween(instance, keys, tied, round, tied.some((number) => !funded.has(number))),
      ),
      projects: new Map(
        projects.map(({ id, cost }, number) => [
          id,
          {
            cost,
            votes: votes[number],
            score: scores[number],
            rank: ranks.get(number),
            funded: funded.has(number),
            reason: this.reasons.get(number) ?? null,
            short_by: this.shortBy.get(number) ?? null,
          },
        ]),
      ),
      events: this.events,
    };
  }
}
