// Reads a .pb file into an election, or refuses it whole with a line number and a reason.
import { VOTE_TYPES, hasPoints } from "../ballots.js";
import { DEFAULT_ELECTORATE, Instance } from "../election.js";
import { BrokenPabulibFile } from "../errors.js";
import { Rational, ZERO, exactText, parseDecimal, whole } from "../numbers.js";
import { Rows, strip } from "./text.js";
import { isCountable, readVotes } from "./votes.js";

const OBLIGATORY_META = [
  "description", "country", "unit", "instance", "num_projects", "num_votes",
  "budget", "vote_type", "rule", "date_begin", "date_end",
];
/** Cells of these are lists: spaces around their commas are not part of an item. */
const LIST_COLUMNS = ["category", "beneficiaries"];

/** One election from the bytes of a file; throws BrokenPabulibFile, and reads nothing in part. */
export function readPabulib(bytes, told) {
  const rows = new Rows(bytes, told);
  const meta = readMeta(rows);
  const lines = readProjects(rows, meta);
  const index = new Map(lines.map(({ project }, number) => [project.id, number]));
  const ballots = readVotes(rows, ballotForm(meta, lines.length), index);
  meta.checkCount("num_votes", ballots.numberOfVoters);
  checkTallies(lines, ballots);
  return new Instance({
    projects: lines.map(({ project }) => project),
    budget: meta.number("budget"),
    electorates: [{ name: DEFAULT_ELECTORATE, votes: ballots }],
    meta: meta.values,
  });
}

/** The keys and values of META, and the line of each, to name it when it is wrong. */
class Meta {
  values = new Map();
  lines = new Map();

  refuse(key, code, values) {
    return new BrokenPabulibFile(this.lines.get(key), code, values);
  }

  number(key) {
    const value = this.values.get(key);
    const number = parseDecimal(value);
    if (!number) throw this.refuse(key, "bad_number", { column: key, value });
    return number;
  }

  optionalNumber(key) {
    return this.values.get(key) ? this.number(key) : null;
  }

  /** A count, from 0; null where META does not state it. */
  whole(key) {
    const number = this.optionalNumber(key);
    if (number && (!number.isWhole || number.numerator < 0n)) {
      throw this.refuse(key, "bad_number", { column: key, value: this.values.get(key) });
    }
    return number && Number(number.numerator);
  }

  checkCount(key, counted) {
    if (this.whole(key) !== counted) {
      throw this.refuse(key, "wrong_count", { what: key, stated: this.values.get(key), counted });
    }
  }
}

function readMeta(rows) {
  const width = rows.enter("META", "key", "value").length;
  const head = rows.line;
  const meta = new Meta();
  for (const row of rows.body(width)) {
    const key = strip(row[0]);
    if (meta.values.has(key)) throw rows.refuse("duplicate_meta", { key });
    meta.values.set(key, strip(row[1]));
    meta.lines.set(key, rows.line);
  }
  for (const key of OBLIGATORY_META) {
    if (!meta.values.get(key)) throw new BrokenPabulibFile(meta.lines.get(key) ?? head, "missing_meta", { key });
  }
  const value = meta.values.get("vote_type");
  if (!VOTE_TYPES.includes(value)) throw meta.refuse("vote_type", "unknown_vote_type", { value });
  if (meta.number("budget").compare(ZERO) < 0) {
    throw meta.refuse("budget", "negative_budget", { value: meta.values.get("budget") });
  }
  return meta;
}

/** Each project with the line on which it stands. */
function readProjects(rows, meta) {
  const header = rows.enter("PROJECTS", "project_id", "cost");
  const found = new Map();
  for (const row of rows.body(header.length)) {
    const cells = header.map((name, i) => [name, strip(row[i])]).filter(([name]) => name);
    const project = projectOf(rows, new Map(cells));
    if (found.has(project.id)) throw rows.refuse("duplicate_project", { project: project.id });
    found.set(project.id, { project, line: rows.line });
  }
  meta.checkCount("num_projects", found.size);
  if (!found.size) throw meta.refuse("num_projects", "no_projects");
  return [...found.values()];
}

function projectOf(rows, cells) {
  const [id, value, name = ""] = ["project_id", "cost", "name"].map((column) => cells.get(column));
  for (const column of ["project_id", "cost", "name"]) cells.delete(column);
  if (!id) throw rows.refuse("empty_id", { column: "project_id" });
  const cost = parseDecimal(value);
  if (!cost) throw rows.refuse("bad_number", { column: "cost", value });
  if (cost.compare(ZERO) <= 0) throw rows.refuse("cost_not_positive", { project: id, value: exactText(cost) });
  for (const column of LIST_COLUMNS) {
    if (cells.has(column)) cells.set(column, cells.get(column).split(",").map(strip).join(","));
  }
  return { id, name, cost, columns: cells };
}

/** What META says that a ballot may hold; null where it sets no limit. */
function ballotForm(meta, numberOfProjects) {
  const voteType = meta.values.get("vote_type");
  let [fewestPicks, mostPicks] = [meta.whole("min_length"), meta.whole("max_length")];
  if (voteType === "choose-1") fewestPicks = mostPicks = 1;
  if (voteType === "ordinal" && !isCountable(whole(mostPicks ?? 0))) {
    throw meta.refuse("max_length", "points_out_of_range", { value: meta.values.get("max_length") });
  }
  let leastPoints = meta.optionalNumber("min_points");
  if (voteType === "cumulative" && !(leastPoints?.compare(ZERO) > 0)) leastPoints = ZERO;
  return {
    voteType,
    // The length that Borda points count down from.
    longest: mostPicks ?? numberOfProjects,
    fewestPicks,
    mostPicks,
    leastPoints,
    mostPoints: meta.optionalNumber("max_points"),
    unnamedPoints: voteType === "scoring" ? unnamedPoints(meta) : ZERO,
  };
}

function unnamedPoints(meta) {
  const points = meta.optionalNumber("default_score") ?? ZERO;
  if (!isCountable(points)) throw meta.refuse("default_score", "points_out_of_range", { value: exactText(points) });
  return points;
}

/**
 * The columns `votes` and, where voters write points, `score` must equal what was counted. The
 * score of ranks is not checked: files count it by max_length or by each ballot's length.
 */
function checkTallies(lines, ballots) {
  checkTally(lines, "votes", ballots.votes.map(whole));
  if (hasPoints(ballots.voteType) && !ballots.unnamedPoints) {
    checkTally(lines, "score", ballots.scores.map((score) => new Rational(score, ballots.pointUnit)));
  }
}

function checkTally(lines, column, tallies) {
  lines.forEach(({ project, line }, i) => {
    const stated = project.columns.get(column);
    if (!stated) return;
    const number = parseDecimal(stated);
    if (!number) throw new BrokenPabulibFile(line, "bad_number", { column, value: stated });
    if (number.compare(tallies[i]) !== 0) {
      const values = { what: `${column} (${project.id})`, stated, counted: exactText(tallies[i]) };
      throw new BrokenPabulibFile(line, "wrong_count", values);
    }
  });
}
