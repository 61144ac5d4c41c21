// Quotas: how many projects a ballot may and must name, in all or within groups.
import { Ballots } from "./ballots.js";
import { belongsTo } from "./election.js";
import { CountingError } from "./errors.js";

/**
 * Between `fewest` and `most` picks, where `most` may be open: of all projects; with `column` and
 * `group`, of those whose cell in the column is the group; with `column` alone, of each group in it.
 */
export function checkQuota({ column, group, fewest, most }) {
  const isImpossible = most !== null && most < fewest;
  if (fewest < 0n || isImpossible || (group && !column)) throw new CountingError("bad_quota", { column, group });
}

/** The election without the ballots that break a quota, and how many voters cast these. */
export function withinQuotas(instance, quotas) {
  if (!quotas.length) return [instance, 0];
  let setAside = 0;
  const electorates = instance.electorates.map(({ name, votes }) => {
    if (!(votes instanceof Ballots)) return { name, votes };
    const kept = votes.only(keeping(instance, votes, quotas));
    setAside += votes.numberOfVoters - kept.numberOfVoters;
    return { name, votes: kept };
  });
  return [instance.with(electorates), setAside];
}

/** For each group of ballots, whether it keeps to every quota. */
function keeping(instance, { counts, starts, picks }, quotas) {
  const kept = Array(counts.length).fill(true);
  for (const { fewest, most, members } of quotas.flatMap((quota) => limitsOf(instance, quota))) {
    for (let group = 0; group < counts.length; group++) {
      let found = 0;
      for (let at = starts[group]; at < starts[group + 1]; at++) found += members[picks[at]] ? 1 : 0;
      if (found < fewest || (most !== null && found > most)) kept[group] = false;
    }
  }
  return kept;
}

function limitsOf({ projects }, { column, group, fewest, most }) {
  if (!column) return [{ fewest, most, members: projects.map(() => true) }];
  const cells = projects.flatMap((project) => (project.columns.get(column) ?? "").split(","));
  const groups = group ? [group] : [...new Set(cells)].filter((cell) => cell);
  return groups.map((each) => ({ fewest, most, members: projects.map((project) => belongsTo(project, column, each)) }));
}
