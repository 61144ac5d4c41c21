// The Method of Equal Shares, with what may complete it, in the order that the rule states.
import { Purse } from "../caps.js";
import { CountingError } from "../errors.js";
import { Rational, ZERO, whole } from "../numbers.js";
import { electorsOf } from "../shares/electors.js";
import { run } from "../shares/run.js";
import { ranking, tally } from "../tally.js";
import { tieKeys } from "../ties.js";
import { Course, DEARER_THAN_BUDGET, GROUP_IS_FULL, MONEY_WENT_ELSEWHERE, TOO_FEW_VOTES } from "./base.js";
import { Spending } from "./greedy.js";

/** Add1 raises every voter's share step by step, until just before the purchases cost too much. */
export function checkAdd1({ step }) {
  if (step.compare(ZERO) <= 0) throw new CountingError("step_not_positive");
}

export const countByEqualShares = (instance, rule, told) => new EqualSharesCount(instance, rule, told).outcome();

/** One election counted by equal shares: the first run, then what completes it. */
class EqualSharesCount {
  constructor(instance, rule, told = () => {}) {
    Object.assign(this, { instance, rule, told, course: new Course() });
    this.tally = tally(instance, rule.weights);
    this.keys = tieKeys(instance, this.tally.votes, rule.tie_order);
    this.electors = electorsOf(instance, rule.weights);
    this.voters = whole(this.electors.voters);
    this.market = {
      electors: this.electors,
      costs: instance.costs,
      isByCost: rule.utilities === "cost",
      keys: this.keys,
      eligible: instance.projects
        .map((_, number) => number)
        .filter((n) => this.tally.scores[n].compare(rule.min_score) >= 0 && this.electors.backers[n].groups.length),
    };
  }

  outcome() {
    const { course, instance } = this;
    if (this.electors.voters) {
      const share = instance.budget.over(this.voters);
      course.events.push({ name: "shared", share });
      this.complete(share, this.runWith(share));
    } else instance.projects.forEach((_, number) => course.reasons.set(number, TOO_FEW_VOTES));
    return course.outcome(instance, this.tally, this.keys);
  }

  /** A run in which voters have this share each, on average over weighted electorates. */
  runWith(share, { limit = null, step = 0 } = {}) {
    const headsPerVoter = new Rational(this.electors.heads, BigInt(this.electors.voters));
    const inUnits = share.times(new Rational(this.instance.moneyUnit)).over(headsPerVoter);
    const told = (bought) => this.told({ bought, step });
    return run(this.market, inUnits, new Purse(this.instance, this.rule.caps), { limit, told });
  }

  complete(share, kept) {
    for (const completion of this.rule.completions) {
      if (completion.name === "utilitarian") {
        this.notePurchases(kept);
        this.fill();
        this.noteMisses(share, kept);
        return;
      }
      [share, kept] = this.raiseShare(completion, share, kept);
    }
    this.notePurchases(kept);
    this.noteMisses(share, kept);
  }

  /** The highest share, and its run, before the purchases would cost more than the budget. */
  raiseShare({ step, start, stop_when_exhaustive }, share, kept) {
    const base = start === "floor" ? new Rational(share.floor()) : share;
    let number = share.minus(base).over(step).floor();
    let steps = 0;
    let stoppedBy = this.endOfRaising(stop_when_exhaustive, kept);
    while (!stoppedBy) {
      number += 1n;
      const raised = base.plus(step.times(new Rational(number)));
      const found = this.runWith(raised, { limit: this.instance.budgetUnits, step: steps + 1 });
      if (found.overspent) stoppedBy = "budget";
      else {
        [share, kept, steps] = [raised, found, steps + 1];
        stoppedBy = this.endOfRaising(stop_when_exhaustive, kept);
      }
    }
    this.course.events.push({ name: "raised", share, steps, stopped_by: stoppedBy });
    return [share, kept];
  }

  /** Why there is no further step to try, if there is none. */
  endOfRaising(stopWhenExhaustive, { purchases, barred }) {
    const { costs, eligible } = this.market;
    const bought = new Set(purchases.map(({ project }) => project));
    const left = [...bought].reduce((money, number) => money - costs[number], this.instance.budgetUnits);
    const openTo = eligible.filter((number) => !bought.has(number) && !barred.includes(number));
    if (!openTo.length) return "complete";
    return stopWhenExhaustive && openTo.every((number) => costs[number] > left) ? "exhaustive" : null;
  }

  notePurchases({ purchases }) {
    const { projects, moneyUnit } = this.instance;
    purchases.forEach(({ project, price, tied, votersPaying, votersEmptied }, i) => {
      this.course.winners.push(project);
      this.course.events.push({
        name: "bought",
        round: i + 1,
        project: projects[project].id,
        price: price.over(new Rational(moneyUnit)),
        voters_paying: votersPaying,
        voters_emptied: votersEmptied,
      });
      if (tied.length > 1) this.course.ties.push([i + 1, tied]);
    });
  }

  /** Spends what is left by score, on whatever was not bought. */
  fill() {
    const { instance, rule, course, tally: votes } = this;
    const purse = new Purse(instance, rule.caps);
    const bought = new Set(course.winners);
    for (const number of course.winners) purse.pay(number);
    const spending = { instance, scores: votes.scores, merits: votes.scores, minScore: rule.min_score, purse, course };
    new Spending(spending).spendOn(ranking(votes.scores, this.keys).filter((number) => !bought.has(number)));
  }

  /** Which of the reasons kept each project out, by the shares and caps of the run kept. */
  noteMisses(share, kept) {
    const { course, instance, market } = this;
    const funded = new Set(course.winners);
    market.costs.forEach((cost, number) => {
      if (funded.has(number)) return;
      const reason = this.reason(number, share, kept);
      course.reasons.set(number, reason);
      course.shortBy.delete(number);
      if (reason === MONEY_WENT_ELSEWHERE) {
        course.shortBy.set(number, new Rational(kept.accounts.shortfall(number, cost), instance.moneyUnit));
      }
    });
  }

  reason(number, share, kept) {
    const { electors, instance } = this;
    if (this.market.costs[number] > instance.budgetUnits) return DEARER_THAN_BUDGET;
    if (kept.barred.includes(number)) return GROUP_IS_FULL;
    const heads = electors.totalHeads(electors.backers[number].groups);
    const means = share.times(this.voters).times(new Rational(heads, electors.heads));
    const isTooPoor = means.compare(instance.projects[number].cost) < 0;
    return !this.market.eligible.includes(number) || isTooPoor ? TOO_FEW_VOTES : MONEY_WENT_ELSEWHERE;
  }
}
