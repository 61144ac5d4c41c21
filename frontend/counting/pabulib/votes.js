// The VOTES section: each distinct vote is read once, every further one is only counted.
import { ballotsOfRows, hasPoints } from "../ballots.js";
import { commonDenominator, exactText, parseDecimal } from "../numbers.js";
import { strip } from "./text.js";

// More points, or a finer fraction, are refused: so that sums over a million voters fit 64 bits.
const MOST_POINTS = 10n ** 6n;
const FINEST_POINTS = 10n ** 6n;

export function isCountable({ numerator, denominator }) {
  const size = numerator < 0n ? -numerator : numerator;
  return size <= MOST_POINTS * denominator && FINEST_POINTS % denominator === 0n;
}

/** Reads the section to the end of the file. */
export function readVotes(rows, form, index) {
  const columns = hasPoints(form.voteType) ? ["vote", "points"] : ["vote"];
  const header = rows.enter("VOTES", "voter_id", ...columns);
  const [voterAt, voteAt, pointsAt] = ["voter_id", "vote", columns.at(-1)].map((name) => header.indexOf(name));
  const box = new BallotBox(form, index, rows);
  const voters = new Set();
  for (const row of rows.body(header.length)) {
    const voter = row[voterAt];
    if (!voter) throw rows.refuse("empty_id", { column: "voter_id" });
    if (voters.has(voter)) throw rows.refuse("duplicate_voter", { voter });
    voters.add(voter);
    box.put(row[voteAt], row[pointsAt]);
  }
  rows.end();
  return box.ballots();
}

/** Takes votes as text, and knows which are the same. Its errors name the row read last. */
class BallotBox {
  constructor(form, index, rows) {
    Object.assign(this, { form, index, rows });
    this.groups = new Map(); // canonical text -> {count, picks, amounts}
    this.known = new Map(); // vote -> points -> group
    this.amounts = new Map(); // text of points -> rational
  }

  put(vote, points) {
    let byPoints = this.known.get(vote);
    if (!byPoints) this.known.set(vote, (byPoints = new Map()));
    let group = byPoints.get(points);
    if (!group) byPoints.set(points, (group = this.groupOf(vote, points)));
    group.count += 1;
  }

  /** This vote's group, which is opened for a vote not seen before. */
  groupOf(vote, points) {
    let picks = this.picksIn(vote);
    let amounts = null;
    if (hasPoints(this.form.voteType)) {
      const given = this.pointsIn(points, picks.length);
      const pairs = picks.map((pick, i) => [pick, given[i]]).sort(([a], [b]) => a - b);
      [picks, amounts] = [pairs.map(([pick]) => pick), pairs.map(([, amount]) => amount)];
    } else if (this.form.voteType !== "ordinal") picks.sort((a, b) => a - b);
    const text = `${picks}${amounts ? `:${amounts.map(exactText)}` : ""}`;
    if (!this.groups.has(text)) this.groups.set(text, { count: 0, picks, amounts });
    return this.groups.get(text);
  }

  picksIn(vote) {
    const picks = [];
    for (const name of vote ? vote.split(",") : []) {
      const pick = this.index.get(name) ?? this.index.get(strip(name));
      if (pick === undefined) throw this.rows.refuse("unknown_project", { project: strip(name) });
      if (picks.includes(pick)) throw this.rows.refuse("duplicate_pick", { project: strip(name) });
      picks.push(pick);
    }
    const { mostPicks, fewestPicks } = this.form;
    const found = picks.length;
    if (mostPicks !== null && found > mostPicks) throw this.rows.refuse("too_many_picks", { found, limit: mostPicks });
    if (fewestPicks !== null && found < fewestPicks) {
      throw this.rows.refuse("too_few_picks", { found, limit: fewestPicks });
    }
    return picks;
  }

  pointsIn(text, expected) {
    const points = text ? text.split(",").map((part) => this.amount(strip(part))) : [];
    if (points.length !== expected) {
      throw this.rows.refuse("points_do_not_match", { picks: expected, points: points.length });
    }
    return points;
  }

  amount(text) {
    const known = this.amounts.get(text);
    if (known) return known;
    const amount = parseDecimal(text);
    if (!amount) throw this.rows.refuse("bad_number", { column: "points", value: text });
    const { leastPoints, mostPoints } = this.form;
    const isOutside = (leastPoints && amount.compare(leastPoints) < 0) || (mostPoints && amount.compare(mostPoints) > 0);
    if (!isCountable(amount) || isOutside) throw this.rows.refuse("points_out_of_range", { value: exactText(amount) });
    this.amounts.set(text, amount);
    return amount;
  }

  /** All votes, grouped. */
  ballots() {
    const { voteType, unnamedPoints, longest } = this.form;
    const pointUnit = commonDenominator([unnamedPoints, ...this.amounts.values()]);
    const inUnits = ({ numerator, denominator }) => Number((numerator * pointUnit) / denominator);
    const pointsOf = ({ picks, amounts }) => {
      if (amounts) return amounts.map(inUnits);
      return picks.map((_, rank) => (voteType === "ordinal" ? longest - rank : 1));
    };
    const form = {
      voteType,
      numberOfProjects: this.index.size,
      pointUnit,
      unnamedPoints: (unnamedPoints.numerator * pointUnit) / unnamedPoints.denominator,
    };
    return ballotsOfRows(form, [...this.groups.values()].map((group) => [group.count, group.picks, pointsOf(group)]));
  }
}
