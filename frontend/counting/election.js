// What is counted: projects with costs, a budget, the ballots of one or more electorates.
import { byCodePoint, sortedByCodePoint } from "../lib/code_points.js";
import { Ballots } from "./ballots.js";
import { CountingError } from "./errors.js";
import { jsonText } from "./json.js";
import { Rational, ZERO, commonDenominator, exactText } from "./numbers.js";

/** Columns of a project on which no count rests: they do not enter the fingerprint. */
const UNCOUNTED_COLUMNS = new Set(["votes", "score", "selected", "name", "description"]);
export const DEFAULT_ELECTORATE = "voters";

/** Whether the project's cell in `column` is `group`, or lists it between commas. */
export function belongsTo(project, column, group) {
  const cell = project.columns.get(column) ?? "";
  return cell === group || cell.split(",").includes(group);
}

/**
 * One election, checked: costs are positive, ids distinct, the budget is not negative.
 *
 * Projects are {id, name, cost, columns}, electorates {name, votes}, where votes are Ballots or,
 * where only sums are known, each project's total. The order of projects breaks ties where no lot
 * order is given: it is a part of the input.
 */
export class Instance {
  constructor({ projects, budget, electorates, meta = new Map() }) {
    Object.assign(this, { projects, budget, electorates, meta });
    this.check();
    this.index = new Map(projects.map((project, number) => [project.id, number]));
    /** Amounts times this number are whole: 100 where costs have cents. */
    this.moneyUnit = commonDenominator([budget, ...projects.map((project) => project.cost)]);
    this.costs = projects.map((project) => this.inUnits(project.cost));
    this.budgetUnits = this.inUnits(budget);
  }

  check() {
    if (this.budget.compare(ZERO) < 0) throw new CountingError("negative_budget", { value: exactText(this.budget) });
    if (!this.projects.length) throw new CountingError("no_projects");
    const seen = new Set();
    for (const { id, cost } of this.projects) {
      if (!id) throw new CountingError("empty_id", { column: "project_id" });
      if (seen.has(id)) throw new CountingError("duplicate_project", { project: id });
      if (cost.compare(ZERO) <= 0) throw new CountingError("cost_not_positive", { project: id, value: exactText(cost) });
      seen.add(id);
    }
  }

  inUnits(amount) {
    return (amount.numerator * this.moneyUnit) / amount.denominator;
  }

  with(electorates) {
    return new Instance({ ...this, electorates });
  }

  /** SHA-256 of the canonical text: the same for any order of the ballots. */
  fingerprint() {
    this.digest ??= this.digested();
    return this.digest;
  }

  async digested() {
    const text = new TextEncoder().encode([...this.canonicalLines(), ""].join("\n"));
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", text));
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  /**
   * The input as lines of JSON: the budget; each project with its columns (sorted, empty ones and
   * `UNCOUNTED_COLUMNS` left out), in order; each electorate with its totals or its ballots, sorted.
   */
  *canonicalLines() {
    yield jsonText(["tomoni-count", 1, this.budget]);
    for (const { id, cost, columns } of this.projects) {
      const told = [...columns].filter(([name, cell]) => cell && !UNCOUNTED_COLUMNS.has(name));
      yield jsonText([id, cost, told.sort(([a], [b]) => byCodePoint(a, b))]);
    }
    for (const { name, votes } of this.electorates) {
      if (votes instanceof Ballots) {
        yield jsonText([name, votes.voteType, new Rational(votes.unnamedPoints, votes.pointUnit)]);
        yield* sortedByCodePoint(this.canonicalBallots(votes));
      } else yield jsonText([name, "totals", votes]);
    }
  }

  /** One line for each group: [voters, [[project, points], ...]], each pick written once. */
  canonicalBallots({ counts, starts, picks, points, pointUnit }) {
    const texts = this.projects.map(() => new Map());
    const textOf = (at) => {
      const known = texts[picks[at]];
      const amount = points[at];
      if (!known.has(amount)) {
        const { id } = this.projects[picks[at]];
        known.set(amount, jsonText([id, new Rational(BigInt(amount), pointUnit)]));
      }
      return known.get(amount);
    };
    return Array.from(counts, (count, group) => {
      const pairs = [];
      for (let at = starts[group]; at < starts[group + 1]; at++) pairs.push(textOf(at));
      return `[${count},[${pairs.join(",")}]]`;
    });
  }
}
