// Ballots, with identical ones held once: 90,000 voters are 20,000 rows of integers.

export const VOTE_TYPES = ["approval", "choose-1", "cumulative", "ordinal", "scoring"];
const MOST_EXACT = 2 ** 53;

/** Whether the voter writes points; else an approval is 1, a rank its Borda points. */
export const hasPoints = (voteType) => voteType === "cumulative" || voteType === "scoring";

/**
 * Groups of identical ballots, as rows of a sparse matrix.
 *
 * Group g stands for `counts[g]` voters, who name `picks[starts[g]]` up to `picks[starts[g + 1]]`
 * and give each the `points` at the same place, in units of 1 / `pointUnit`. A project that a
 * voter does not name gets `unnamedPoints` from them (Pabulib's default_score).
 */
export class Ballots {
  constructor({ voteType, numberOfProjects, counts, starts, picks, points, pointUnit = 1n, unnamedPoints = 0n }) {
    Object.assign(this, { voteType, numberOfProjects, counts, starts, picks, points, pointUnit, unnamedPoints });
    this.numberOfVoters = counts.reduce((total, count) => total + count, 0);
  }

  /** For each project, the number of voters who name it. */
  get votes() {
    const ones = new Float64Array(this.points.length).fill(1);
    return sumsByProject({ ...this, points: ones }, everyGroup(this));
  }

  /** For each project, the sum of its points, in units of 1 / `pointUnit`. */
  get scores() {
    const given = sumsByProject(this, everyGroup(this));
    if (!this.unnamedPoints) return given;
    const voters = BigInt(this.numberOfVoters);
    return this.votes.map((votes, i) => given[i] + this.unnamedPoints * (voters - votes));
  }

  /** The groups for which `kept` is true. */
  only(kept) {
    const rows = [];
    this.counts.forEach((count, group) => {
      const [start, stop] = [this.starts[group], this.starts[group + 1]];
      if (kept[group]) rows.push([count, this.picks.subarray(start, stop), this.points.subarray(start, stop)]);
    });
    return ballotsOfRows(this, rows);
  }
}

/** Ballots of the same form from the [voters, picks, points] of groups that are distinct. */
export function ballotsOfRows({ voteType, numberOfProjects, pointUnit, unnamedPoints }, rows) {
  const starts = new Int32Array(rows.length + 1);
  rows.forEach(([, picks], group) => (starts[group + 1] = starts[group] + picks.length));
  const picks = new Int32Array(starts[rows.length]);
  const points = new Float64Array(starts[rows.length]);
  rows.forEach((row, group) => {
    picks.set(row[1], starts[group]);
    points.set(row[2], starts[group]);
  });
  const counts = Float64Array.from(rows, (row) => row[0]);
  return new Ballots({ voteType, numberOfProjects, counts, starts, picks, points, pointUnit, unnamedPoints });
}

export const everyGroup = ({ counts }) => counts.map((_, group) => group);

/** Whether every sum of voters x points stays a whole number that floats hold exactly. */
export function sumsFitFloats({ counts, points }) {
  const most = points.reduce((found, number) => Math.max(found, Math.abs(number)), 1);
  return most * counts.reduce((total, count) => total + count, 0) < MOST_EXACT;
}

/** For each project, the exact sum of voters x points that these groups give it. */
export function sumsByProject(rows, groups, inFloats = sumsFitFloats(rows)) {
  const { numberOfProjects, counts, starts, picks, points } = rows;
  if (!inFloats) return exactSums(rows, groups);
  const sums = new Float64Array(numberOfProjects);
  for (let i = 0; i < groups.length; i++) {
    const group = groups[i];
    const count = counts[group];
    for (let at = starts[group], stop = starts[group + 1]; at < stop; at++) sums[picks[at]] += count * points[at];
  }
  return Array.from(sums, BigInt);
}

function exactSums({ numberOfProjects, counts, starts, picks, points }, groups) {
  const sums = Array(numberOfProjects).fill(0n);
  for (const group of groups) {
    const count = BigInt(counts[group]);
    for (let at = starts[group]; at < starts[group + 1]; at++) sums[picks[at]] += count * BigInt(points[at]);
  }
  return sums;
}
