// What every voter has left, exactly, while estimates keep out all work that cannot matter.
//
// All heads start with the same share, and pay price x points for each bought project that they
// give points, or all they have left where that is less. So a head that is not yet empty has
//
//     share - sum over the bought projects j that it backs of prices[j] x points for j,
//
// and the money of any groups is a few products of whole numbers: no balance is ever stored but as
// an estimate in floats, with a bound on its error. Only what that leaves open is decided exactly.
//
// Exact amounts are BigInts, in units of 1 / `unit` of what costs are counted in; `unit` grows with
// each price so that they stay whole.
import { Rational, ceilOf, gcd, toFloat } from "../numbers.js";

/** Twice the relative error of one operation on floats. */
const ROUNDING = 2 ** -52;

/** The money of all heads in one run, from equal shares down. */
export class Accounts {
  constructor(electors, share) {
    this.electors = electors;
    this.unit = share.denominator;
    this.share = share.numerator;
    this.prices = new Map();
    this.start = toFloat(share.numerator, share.denominator);
    this.balance = new Float64Array(electors.counts.length).fill(this.start);
    this.empty = new Uint8Array(electors.counts.length);
  }

  /**
   * How far an estimated balance may be from the exact one. The share is rounded once; each payment
   * by a product of two rounded factors and a difference, none of which is larger than the share.
   */
  get slack() {
    return (2 * this.prices.size + 4) * ROUNDING * this.start;
  }

  /**
   * Bounds on the price per point at which the backers pay `cost`, `most` being infinite where the
   * money may not suffice; null if they cannot.
   */
  estimate(project, costInUnits) {
    const backers = this.electors.backers[project];
    const cost = Number(costInUnits);
    const total = this.moneyOf(backers);
    const error = this.error(backers, 2 * cost);
    if (total < cost - error) return null;
    // What all pay if nobody is too poor is the least that a point can cost.
    const least = Math.max(cost - error, 0) / backers.allWeights;
    if (total <= cost + 3 * error + this.error(backers, total)) return { least, most: Infinity };
    const solved = this.solve(backers, cost - error, least);
    return { least: solved, most: this.solve(backers, cost + error, solved) };
  }

  moneyOf({ groups, heads }) {
    let total = 0;
    for (let i = 0; i < groups.length; i++) total += heads[i] * this.balance[groups[i]];
    return total;
  }

  /** How far a sum of up to `amount` over the backers' estimates may be from the exact one. */
  error({ groups, allHeads }, amount) {
    return ROUNDING * (groups.length + 8) * amount + this.slack * allHeads;
  }

  /**
   * The price at which min(balance, price x points) over all heads adds up to the target.
   *
   * Newton's method from below: the sum is concave in the price, so no step goes beyond the
   * solution, and it is reached once no further group turns out too poor to pay in full. The
   * money must exceed the target by more than rounding, so that never all are too poor.
   */
  solve({ groups, heads, points, weights }, target, price) {
    const { balance } = this;
    for (let tooPoor = -1; ; ) {
      let [count, money, weight] = [0, 0, 0];
      for (let i = 0; i < groups.length; i++) {
        const left = balance[groups[i]];
        if (left < price * points[i]) {
          count += 1;
          money += heads[i] * left;
        } else weight += weights[i];
      }
      if (count <= tooPoor) return price;
      tooPoor = count;
      price = (target - money) / weight;
    }
  }

  /**
   * The exact price per point, `amount` / `points` in the unit of the accounts, and who pays it;
   * null if they cannot. `paying`: groups that have something left after it, with their points.
   * `emptied`: groups that pay all they had.
   */
  price(project, cost, { least, most }) {
    const { poor, others, inQuestion } = this.sortOut(project, least, most);
    let amount = cost * this.unit - this.money(poor.groups);
    let pointsLeft = this.electors.totalHeads(others.groups, others.points);
    const emptied = new Set();
    for (const { place, balance } of this.ascending(others, inQuestion)) {
      const [point, heads] = [BigInt(others.points[place]), this.electors.totalHeads([others.groups[place]])];
      const [wanted, had] = [amount * point, balance * pointsLeft];
      if (wanted < had) break;
      emptied.add(place);
      if (wanted > had) {
        amount -= balance * heads;
        pointsLeft -= point * heads;
      }
    }
    if (pointsLeft === 0n) return null;
    const isPaying = (_, place) => !emptied.has(place);
    return {
      amount,
      points: pointsLeft,
      paying: others.groups.filter(isPaying),
      payingPoints: others.points.filter(isPaying),
      emptied: [...poor.groups, ...others.groups.filter((_, place) => emptied.has(place))],
    };
  }

  /** The backers who still have money: the surely too poor, the others, and which are in question. */
  sortOut(project, least, most) {
    const { groups, points } = this.electors.backers[project];
    const { slack, balance, empty } = this;
    const [tooPoor, rich] = [least * (1 - 4 * ROUNDING), most * (1 + 4 * ROUNDING)];
    const [poor, others, inQuestion] = [{ groups: [] }, { groups: [], points: [] }, []];
    for (let i = 0; i < groups.length; i++) {
      const group = groups[i];
      if (empty[group]) continue;
      if (balance[group] < tooPoor * points[i] - slack) poor.groups.push(group);
      else {
        if (!(balance[group] > rich * points[i] + slack)) inQuestion.push(others.groups.length);
        others.groups.push(group);
        others.points.push(points[i]);
      }
    }
    return { poor, others, inQuestion };
  }

  /** These places with their exact balances, the least balance per point first. */
  ascending({ groups, points }, places) {
    const found = places.map((place) => ({
      place,
      point: BigInt(points[place]),
      balance: this.exactBalance(groups[place]),
    }));
    return found.sort((a, b) => {
      const [x, y] = [a.balance * b.point, b.balance * a.point];
      return x < y ? -1 : x > y ? 1 : 0;
    });
  }

  /** What a head of a group that is not empty has left. */
  exactBalance(group) {
    const { starts, picks, points } = this.electors;
    let balance = this.share;
    for (let at = starts[group]; at < starts[group + 1]; at++) {
      balance -= (this.prices.get(picks[at]) ?? 0n) * BigInt(points[at]);
    }
    return balance;
  }

  /** What all heads of these groups have left together, exactly. */
  money(groups) {
    const holding = groups.filter((group) => !this.empty[group]);
    let money = this.share * this.electors.totalHeads(holding);
    if (!holding.length || !this.prices.size) return money;
    const paidFor = this.electors.pointsByProject(holding);
    for (const [project, price] of this.prices) money -= price * paidFor[project];
    return money;
  }

  /** What its backers lack of the cost, rounded up to whole units of the costs. */
  shortfall(project, cost) {
    const backers = this.electors.backers[project];
    const total = this.moneyOf(backers);
    const error = this.error(backers, total);
    const lacking = Number(cost) - total;
    const [least, most] = [Math.ceil(lacking - error), Math.ceil(lacking + error)];
    return least === most ? BigInt(least) : ceilOf(cost * this.unit - this.money(backers.groups), this.unit);
  }

  /** Lets the backers of the project pay; the price per point. */
  charge(project, price) {
    const divisor = gcd(price.amount, price.points);
    const [scale, amount] = [price.points / divisor, price.amount / divisor];
    this.unit *= scale;
    this.share *= scale;
    for (const [bought, paid] of this.prices) this.prices.set(bought, paid * scale);
    this.prices.set(project, amount);
    const estimate = toFloat(amount, this.unit);
    price.paying.forEach((group, i) => (this.balance[group] -= estimate * price.payingPoints[i]));
    for (const group of price.emptied) {
      this.balance[group] = 0;
      this.empty[group] = 1;
    }
    return new Rational(amount, this.unit);
  }
}
