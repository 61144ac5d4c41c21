// The voters of all electorates side by side, as the rules see them by which supporters pay.
import { Ballots, everyGroup, sumsByProject, sumsFitFloats } from "../ballots.js";
import { CountingError } from "../errors.js";
import { commonDenominator, gcd, lcm, whole } from "../numbers.js";

/**
 * Groups of identical ballots of every electorate, one after the other.
 *
 * A voter of electorate e counts as `factors[e]` equal heads, so that the electorates have heads
 * in proportion to their weights; with a single electorate each voter is one head.
 */
export class Electors {
  constructor({ counts, electorate, factors, starts, picks, points, numberOfProjects }) {
    Object.assign(this, { counts, electorate, factors, starts, picks, points, numberOfProjects });
    this.inFloats = sumsFitFloats(this);
    this.voters = counts.reduce((total, count) => total + count, 0);
    this.heads = this.totalHeads(everyGroup(this));
    this.backers = this.findBackers();
  }

  /** For each project, who gives it more than no points: groups, heads, points of one voter. */
  findBackers() {
    const { starts, picks, points, counts, electorate } = this;
    const factors = this.factors.map(Number);
    const rows = Array.from({ length: this.numberOfProjects }, () => ({ groups: [], points: [] }));
    for (let group = 0; group < counts.length; group++) {
      for (let at = starts[group]; at < starts[group + 1]; at++) {
        if (points[at] > 0) {
          rows[picks[at]].groups.push(group);
          rows[picks[at]].points.push(points[at]);
        }
      }
    }
    return rows.map((row) => {
      const heads = Float64Array.from(row.groups, (group) => counts[group] * factors[electorate[group]]);
      const weights = heads.map((number, i) => number * row.points[i]);
      return {
        groups: Int32Array.from(row.groups),
        points: Float64Array.from(row.points),
        heads,
        weights,
        allHeads: heads.reduce((total, number) => total + number, 0),
        allWeights: weights.reduce((total, number) => total + number, 0),
      };
    });
  }

  /** The exact number of heads in the groups, or the sum of heads x points. */
  totalHeads(groups, points = null) {
    const { counts, electorate, factors } = this;
    if (!this.inFloats) return this.totalInBigInts(groups, points);
    const sums = new Float64Array(factors.length);
    for (let i = 0; i < groups.length; i++) {
      sums[electorate[groups[i]]] += counts[groups[i]] * (points ? points[i] : 1);
    }
    return factors.reduce((total, factor, i) => total + factor * BigInt(sums[i]), 0n);
  }

  totalInBigInts(groups, points) {
    let total = 0n;
    groups.forEach((group, i) => {
      total += BigInt(this.counts[group]) * BigInt(points ? points[i] : 1) * this.factors[this.electorate[group]];
    });
    return total;
  }

  /** For each project, the exact sum of heads x points that these groups give it. */
  pointsByProject(groups) {
    return this.factors
      .map((factor, number) => {
        const own = this.factors.length === 1 ? groups : groups.filter((group) => this.electorate[group] === number);
        return sumsByProject(this, own, this.inFloats).map((sum) => sum * factor);
      })
      .reduce((total, sums) => total.map((sum, i) => sum + sums[i]));
  }

  /** The exact number of heads in the groups with each label from 0 to `size` - 1. */
  headsBy(groups, labels, size) {
    const sums = this.factors.map(() => new Float64Array(size));
    for (const group of groups) sums[this.electorate[group]][labels[group]] += this.counts[group];
    const headsWith = (label) =>
      this.factors.reduce((total, factor, number) => total + factor * BigInt(sums[number][label]), 0n);
    return Array.from({ length: size }, (_, label) => headsWith(label));
  }
}

/** Joins the ballots of the electorates that have any weight; `tally` has checked the weights. */
export function electorsOf(instance, weights) {
  const joined = instance.electorates.filter(({ name }) => !weights.size || weights.get(name).numerator);
  const ballots = joined.map(checkedBallots);
  const unit = ballots.reduce((common, { pointUnit }) => lcm(common, pointUnit), 1n);
  const join = (parts, type) => type.from(parts.flatMap((part) => Array.from(part)));
  const offsets = ballots.reduce((ends, { picks }) => [...ends, ends.at(-1) + picks.length], [0]);
  return new Electors({
    counts: join(ballots.map(({ counts }) => counts), Float64Array),
    electorate: join(ballots.map(({ counts }, number) => counts.map(() => number)), Int32Array),
    factors: weights.size ? headsPerVoter(joined, ballots, weights) : [1n],
    starts: join([...ballots.map(({ starts }, i) => starts.slice(0, -1).map((at) => at + offsets[i])), [offsets.at(-1)]], Int32Array),
    picks: join(ballots.map(({ picks }) => picks), Int32Array),
    points: join(ballots.map(({ points, pointUnit }) => points.map((number) => number * Number(unit / pointUnit))), Float64Array),
    numberOfProjects: instance.projects.length,
  });
}

function checkedBallots({ name, votes }) {
  if (!(votes instanceof Ballots)) throw new CountingError("no_ballots", { electorate: name });
  if (votes.unnamedPoints || votes.points.some((points) => points < 0)) throw new CountingError("negative_points");
  return votes;
}

/** Each electorate gets heads as its weight says; one in which nobody voted has none. */
function headsPerVoter(electorates, ballots, weights) {
  const each = electorates.map(({ name }, i) => weights.get(name).over(whole(Math.max(ballots[i].numberOfVoters, 1))));
  const unit = commonDenominator(each);
  const heads = each.map(({ numerator, denominator }) => (numerator * unit) / denominator);
  const common = heads.reduce(gcd);
  return heads.map((number) => number / common);
}
