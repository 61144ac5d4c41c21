// Several electorates, such as citizens and a committee: the ballots of each from a file of its own.
import { CountingError } from "./errors.js";
import { exactText } from "./numbers.js";
import { readPabulib } from "./pabulib/reader.js";

/**
 * One election from the {name, bytes} of each electorate's file, in the order given. Projects and
 * budget are those of the first. `told` hears which part of all files is read, from 0 to 1.
 */
export function readElectorates(files, told = () => {}) {
  const read = files.map(({ bytes }, place) => readPabulib(bytes, (share) => told((place + share) / files.length)));
  const asked = question(read[0]);
  const electorates = files.map(({ name }, place) => {
    if (question(read[place]) !== asked) throw new CountingError("other_projects", { electorate: name });
    return { name, votes: read[place].electorates[0].votes };
  });
  return read[0].with(electorates);
}

/** What was voted on, as text. */
const question = ({ budget, projects }) =>
  JSON.stringify([exactText(budget), projects.map(({ id, cost }) => [id, exactText(cost)])]);
