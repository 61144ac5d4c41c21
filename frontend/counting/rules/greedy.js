// The greedy rules: buy by score from the highest down, as far as the money goes.
import { Purse } from "../caps.js";
import { ranking, tally } from "../tally.js";
import { tieKeys } from "../ties.js";
import { Course, DEARER_THAN_BUDGET, GROUP_IS_FULL, MONEY_WENT_ELSEWHERE, TOO_FEW_VOTES } from "./base.js";

/** Counts by score, or by score divided by cost. */
export function countGreedily(instance, rule, { stopAtMisfit = false, perCost = false } = {}) {
  const votes = tally(instance, rule.weights);
  const keys = tieKeys(instance, votes.votes, rule.tie_order);
  const merits = perCost ? votes.scores.map((score, i) => score.over(instance.projects[i].cost)) : votes.scores;
  const course = new Course();
  const spending = new Spending({
    instance,
    scores: votes.scores,
    merits,
    minScore: rule.min_score,
    purse: new Purse(instance, rule.caps),
    course,
    stopAtMisfit,
  });
  spending.spendOn(ranking(merits, keys));
  return course.outcome(instance, votes, keys);
}

/** Money spent on one project after the other, and written down in the course. */
export class Spending {
  /** `merits`: what the order of projects goes by; those that are equal are tied. */
  constructor({ instance, scores, merits, minScore, purse, course, stopAtMisfit = false }) {
    Object.assign(this, { instance, scores, merits, minScore, purse, course, stopAtMisfit, stopped: false });
  }

  spendOn(order) {
    order.forEach((number, place) => this.consider(number, order.slice(place + 1)));
  }

  consider(number, after) {
    const reason = this.refusal(number);
    const { id, cost } = this.instance.projects[number];
    const { course, purse } = this;
    course.events.push({
      name: "considered",
      round: course.events.length + 1,
      project: id,
      score: this.scores[number],
      money_left: purse.left,
      funded: !reason,
    });
    if (!reason) {
      this.noteTie(number, after);
      purse.pay(number);
      course.winners.push(number);
      return;
    }
    course.reasons.set(number, reason);
    if (reason !== TOO_FEW_VOTES && !purse.holds(number)) {
      course.shortBy.set(number, cost.minus(purse.left));
      this.stopped = this.stopAtMisfit;
    }
  }

  refusal(number) {
    if (this.scores[number].compare(this.minScore) < 0) return TOO_FEW_VOTES;
    if (this.instance.projects[number].cost.compare(this.instance.budget) > 0) return DEARER_THAN_BUDGET;
    if (this.stopped || !this.purse.holds(number)) return MONEY_WENT_ELSEWHERE;
    return this.purse.admits(number) ? null : GROUP_IS_FULL;
  }

  /**
   * Records whom the tie rule put behind the project that is about to be bought. What would not
   * fit anyway matters only to the rule that stops at it.
   */
  noteTie(number, after) {
    const rivals = after.filter(
      (other) =>
        this.merits[other].compare(this.merits[number]) === 0 && (this.stopAtMisfit || !this.refusal(other)),
    );
    if (rivals.length) this.course.ties.push([this.course.events.length, [number, ...rivals]]);
  }
}
