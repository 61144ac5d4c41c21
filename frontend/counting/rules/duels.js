// Every option against every other: how many voters put the one before the other.
import { Ballots } from "../ballots.js";
import { CountingError } from "../errors.js";
import { ZERO, whole } from "../numbers.js";
import { compareKeys, first } from "../ties.js";

/** `before[a][b]`: how many voters, or which share of weight, put a before b. */
export class Duels {
  constructor(before) {
    this.before = before;
  }

  beats(a, b) {
    return this.before[a][b].compare(this.before[b][a]) > 0;
  }

  /**
   * The fewest sets in order such that each option beats all of the sets that follow.
   *
   * A set of one needs no completion. By the number of duels that are lost, the sets stand one
   * after the other; a set ends where all so far beat all of the rest.
   */
  circles() {
    const options = this.before.map((_, option) => option);
    const lost = options.map((b) => options.filter((a) => this.beats(a, b)).length);
    const order = [...options].sort((a, b) => lost[a] - lost[b]);
    const sets = [];
    let set = [];
    order.forEach((option, place) => {
      set.push(option);
      const rest = order.slice(place + 1);
      // That those of earlier sets beat the rest is known by their own ends.
      if (set.every((a) => rest.every((b) => this.beats(a, b)))) {
        sets.push(set);
        set = [];
      }
    });
    return sets;
  }

  /** The circle in order, the clearest duels held first; and who stayed even, from place 1. */
  rankedPairs(circle, keys) {
    const above = new Map(circle.map((number) => [number, new Set()]));
    const margin = ([a, b]) => this.before[a][b].minus(this.before[b][a]);
    const won = circle.flatMap((a) => circle.filter((b) => this.beats(a, b)).map((b) => [a, b]));
    won.sort(
      (one, other) =>
        margin(other).compare(margin(one)) ||
        compareKeys(keys[one[0]], keys[other[0]]) ||
        compareKeys(keys[one[1]], keys[other[1]]),
    );
    for (const [winner, loser] of won) {
      if (!allAbove(winner, above).has(loser)) above.get(loser).add(winner);
    }
    const [order, even] = [[], []];
    while (order.length < circle.length) {
      const isFree = (number) => !order.includes(number) && [...above.get(number)].every((each) => order.includes(each));
      const free = circle.filter(isFree);
      if (free.length > 1) even.push([order.length + 1, free]);
      order.push(first(free, keys));
    }
    return { order, even };
  }

  told({ projects }) {
    return projects.flatMap((one, a) =>
      projects.slice(a + 1).map((other, i) => {
        const b = a + 1 + i;
        return { first: one.id, second: other.id, for_first: this.before[a][b], for_second: this.before[b][a] };
      }),
    );
  }
}

/** Who is held before this one, directly or through others. */
function allAbove(number, above) {
  const found = new Set();
  const waiting = [number];
  while (waiting.length) {
    for (const each of above.get(waiting.pop())) {
      if (!found.has(each)) {
        found.add(each);
        waiting.push(each);
      }
    }
  }
  return found;
}

/** Counts all duels. An option that a voter does not name has the points of what is not named. */
export function duelsOf(instance, weights) {
  let before = instance.projects.map(() => instance.projects.map(() => ZERO));
  for (const { name, votes } of instance.electorates) {
    if (!(votes instanceof Ballots)) throw new CountingError("no_ballots", { electorate: name });
    const weight = weights.size ? weights.get(name).over(whole(Math.max(votes.numberOfVoters, 1))) : whole(1);
    const own = votersBefore(votes);
    before = before.map((row, a) => row.map((sum, b) => sum.plus(weight.times(whole(own[a][b])))));
  }
  return new Duels(before);
}

/** Matrix of how many voters give the row's option more points than the column's. */
function votersBefore({ numberOfProjects, counts, starts, picks, points, unnamedPoints }) {
  const unnamed = Number(unnamedPoints);
  const before = Array.from({ length: numberOfProjects }, () => new Float64Array(numberOfProjects));
  // Voters who put an option before, or behind, all that they do not name.
  const over = new Float64Array(numberOfProjects);
  const under = new Float64Array(numberOfProjects);
  for (let group = 0; group < counts.length; group++) {
    const count = counts[group];
    for (let i = starts[group]; i < starts[group + 1]; i++) {
      const [a, pointsOfA] = [picks[i], points[i]];
      if (pointsOfA > unnamed) over[a] += count;
      if (pointsOfA < unnamed) under[a] += count;
      for (let j = starts[group]; j < starts[group + 1]; j++) {
        if (i === j) continue;
        const b = picks[j];
        if (pointsOfA > points[j]) before[a][b] += count;
        // Below, b gets what it would as one that is not named; here that is taken back.
        if (pointsOfA > unnamed) before[a][b] -= count;
        if (pointsOfA < unnamed) before[b][a] -= count;
      }
    }
  }
  return before.map((row, a) => row.map((sum, b) => (a === b ? 0 : sum + over[a] + under[b])));
}
