// Sequential Phragmen: all voters earn money at equal speed, and buy what they can pay for.
//
// M. Los, Z. Christoff, D. Grossi: Proportional Budget Allocations: Towards a Systematization, IJCAI
// 2022. A project is bought at the first moment at which those who back it have its cost together;
// they then have nothing. It ends at the first purchase that would exceed the budget, and where
// several come at the same moment, if any of them would.
import { Purse } from "../caps.js";
import { Rational, ceilOf, lcm } from "../numbers.js";
import { electorsOf } from "../shares/electors.js";
import { tally } from "../tally.js";
import { first, tieKeys } from "../ties.js";
import { Course, DEARER_THAN_BUDGET, GROUP_IS_FULL, MONEY_WENT_ELSEWHERE, TOO_FEW_VOTES } from "./base.js";

export const countByPhragmen = (instance, rule, told) => new PhragmenCount(instance, rule, told).outcome();

/** A moment as a fraction that need not be in lowest terms: most are only compared. */
const compare = ([a, b], [c, d]) => {
  const [x, y] = b === d ? [a, c] : [a * d, c * b];
  return x < y ? -1 : x > y ? 1 : 0;
};

/**
 * Moments are told by the money that one head has earned, in units of the costs.
 *
 * A head has at moment t what it earned since it last paid, so a project with h heads behind it
 * comes at (cost + sum of their last moments) / h. The sum is over few distinct moments, whole
 * numbers of 1 / `unit`.
 */
class PhragmenCount {
  constructor(instance, rule, told = () => {}) {
    Object.assign(this, { instance, told, course: new Course(), purse: new Purse(instance, rule.caps) });
    this.tally = tally(instance, rule.weights);
    this.keys = tieKeys(instance, this.tally.votes, rule.tie_order);
    this.electors = electorsOf(instance, rule.weights);
    this.heads = this.electors.backers.map(({ groups }) => this.electors.totalHeads(groups));
    this.now = [0n, 1n];
    // For each group, the place in `moments` of when it last paid.
    this.lastPaid = new Int32Array(this.electors.counts.length);
    this.moments = [0n];
    this.unit = 1n;
    // When each project comes at the earliest: spending by its backers only makes it later.
    this.notBefore = new Map();
    this.tally.scores.forEach((score, number) => {
      if (!this.heads[number] || score.compare(rule.min_score) < 0) this.course.reasons.set(number, TOO_FEW_VOTES);
      else if (!this.purse.holds(number)) this.course.reasons.set(number, DEARER_THAN_BUDGET);
      else this.notBefore.set(number, [instance.costs[number], this.heads[number]]);
    });
  }

  outcome() {
    this.bar();
    while (this.notBefore.size) {
      const { moment, tied } = this.nextMoment();
      this.now = moment;
      if (!tied.every((number) => this.purse.holds(number))) break;
      this.buy(tied);
      this.bar();
    }
    this.noteMisses();
    return this.course.outcome(this.instance, this.tally, this.keys);
  }

  /** Leaves out what a cap has no room for. */
  bar() {
    for (const number of [...this.notBefore.keys()].filter((other) => !this.purse.admits(other))) {
      this.notBefore.delete(number);
      this.course.reasons.set(number, GROUP_IS_FULL);
    }
  }

  /** The next moment at which anything can be paid for, and all that can be. */
  nextMoment() {
    let moment = null;
    let tied = [];
    for (const [number, earliest] of [...this.notBefore].sort(([, a], [, b]) => compare(a, b))) {
      if (moment && compare(earliest, moment) > 0) break;
      const comes = this.comesAt(number);
      this.notBefore.set(number, comes);
      const order = moment ? compare(comes, moment) : -1;
      if (order < 0) [moment, tied] = [comes, [number]];
      else if (order === 0) tied.push(number);
    }
    return { moment, tied };
  }

  comesAt(number) {
    const cost = this.instance.costs[number] * this.unit;
    return [cost + this.sumOfLastMoments(number), this.heads[number] * this.unit];
  }

  /** In units of 1 / `unit`. */
  sumOfLastMoments(number) {
    const heads = this.electors.headsBy(this.electors.backers[number].groups, this.lastPaid, this.moments.length);
    return heads.reduce((total, count, i) => total + count * this.moments[i], 0n);
  }

  buy(tied) {
    const { course, instance, electors } = this;
    const number = first(tied, this.keys);
    const round = course.winners.length + 1;
    if (tied.length > 1) course.ties.push([round, tied]);
    const now = new Rational(...this.now);
    course.events.push({ name: "afforded", round, project: instance.projects[number].id, earned: this.perVoter(now) });
    course.winners.push(number);
    this.told({ bought: round });
    this.purse.pay(number);
    this.notBefore.delete(number);
    for (const group of electors.backers[number].groups) this.lastPaid[group] = this.moments.length;
    const unit = lcm(this.unit, now.denominator);
    this.moments = this.moments.map((moment) => (moment * unit) / this.unit);
    this.moments.push((now.numerator * unit) / now.denominator);
    this.unit = unit;
  }

  /** Money per voter, on average over weighted electorates. */
  perVoter(moment) {
    const { heads, voters } = this.electors;
    return moment.times(new Rational(heads, BigInt(voters) * this.instance.moneyUnit));
  }

  /** Who is left was too late: for want of voters, or because these paid for others. */
  noteMisses() {
    const { course, instance, purse } = this;
    const [now, unit] = this.now;
    for (const number of this.notBefore.keys()) {
      // In units of 1 / (unit of now x unit of moments).
      const [cost, earned] = [instance.costs[number] * unit, now * this.heads[number]];
      if (earned < cost) {
        course.reasons.set(number, TOO_FEW_VOTES);
        continue;
      }
      course.reasons.set(number, MONEY_WENT_ELSEWHERE);
      const short = (cost - earned) * this.unit + this.sumOfLastMoments(number) * unit;
      const lacking = ceilOf(short, unit * this.unit);
      if (lacking) course.shortBy.set(number, new Rational(lacking, instance.moneyUnit));
      else if (!purse.holds(number)) course.shortBy.set(number, instance.projects[number].cost.minus(purse.left));
    }
  }
}
