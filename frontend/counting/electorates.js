// Several electorates, such as citizens, a committee and a survey: each from a file of its own.
import { CountingError } from "./errors.js";
import { exactText, parseDecimal } from "./numbers.js";
import { readPabulib } from "./pabulib/reader.js";

/**
 * One election from the {name, bytes, totals} of each electorate's file, in the order given. Projects and
 * budget are those of the first file of ballots; a file of `totals` has the columns project_id and total.
 * `told` hears which part of all files is read, from 0 to 1.
 */
export function readElectorates(files, told = () => {}) {
  const read = files.map(
    ({ bytes, totals }, place) => !totals && readPabulib(bytes, (share) => told((place + share) / files.length)),
  );
  const first = read.find(Boolean);
  if (!first) throw new CountingError("no_ballot_file");
  const asked = question(first);
  const electorates = files.map(({ name, bytes }, place) => {
    if (!read[place]) return { name, votes: readTotals(name, bytes, first) };
    if (question(read[place]) !== asked) throw new CountingError("other_projects", { electorate: name });
    return { name, votes: read[place].electorates[0].votes };
  });
  return first.with(electorates);
}

/** What was voted on, as text. */
const question = ({ budget, projects }) =>
  JSON.stringify([exactText(budget), projects.map(({ id, cost }) => [id, exactText(cost)])]);

/** The total of each project. */
function readTotals(electorate, bytes, { projects }) {
  const [heading = "", ...lines] = new TextDecoder().decode(bytes).split(/\r?\n/).filter((line) => line.trim());
  const delimiter = heading.includes(";") ? ";" : ",";
  const cells = (line) => line.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
  const [id, total] = ["project_id", "total"].map((name) => cells(heading).indexOf(name));
  const found = new Map();
  for (const row of lines.map(cells)) {
    const refused = new CountingError("bad_totals", { electorate, project: row[id] ?? "" });
    if (found.has(row[id]) || row[total]?.startsWith("-")) throw refused;
    try {
      found.set(row[id], parseDecimal(row[total] ?? ""));
    } catch {
      throw refused;
    }
  }
  return projects.map((project) => {
    const own = found.get(project.id);
    if (!own || found.size !== projects.length) throw new CountingError("bad_totals", { electorate, project: project.id });
    return own;
  });
}
