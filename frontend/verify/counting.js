// The edge at which opened ballots meet the counting rules: neither side knows the other.
import { ballotsOfRows } from "../counting/ballots.js";
import { Instance } from "../counting/election.js";
import { CountingError, count, parseJson, resultText, ruleFromJson } from "../counting/index.js";
import { whole } from "../counting/numbers.js";
import { canonicalBytes } from "../protocol/canonical.js";
import { Check, CheckFailed } from "../protocol/errors.js";
import { BallotKind } from "../protocol/packing.js";

const VOTE_TYPES = {
  [BallotKind.APPROVAL]: "approval",
  [BallotKind.POINTS]: "cumulative",
  [BallotKind.RANKING]: "ordinal",
};

/** What an election comes to: its ballots by electorate, grouped and sorted, and the count; throws `definition`. */
export async function resultDocument(definition, lists, unopened) {
  const isCounted = lists.some(({ choices }) => choices.length > 0);
  return { lists, unopened, count: isCounted ? await counted(definition, lists) : null };
}

async function counted(definition, lists) {
  try {
    return JSON.parse(resultText(await count(instanceOf(definition, lists), ruleOf(definition))));
  } catch (error) {
    if (!(error instanceof CountingError)) throw error;
    throw new CheckFailed(Check.DEFINITION, `its rule: ${error.message}`);
  }
}

/** The counting rule, with the order of the lot; the definition's rule names none of its own. */
function ruleOf({ rule: value, lot }) {
  const rule = ruleFromJson(parseJson(new TextDecoder().decode(canonicalBytes(value))));
  if (rule.tie_order.length) throw new CheckFailed(Check.DEFINITION, "its rule names a tie order beside the lot");
  return { ...rule, tie_order: lot };
}

function instanceOf({ options, electorates, budget, form }, lists) {
  return new Instance({
    projects: options.map(({ id, name, cost, columns }) => ({ id, name: name.ja, cost: whole(cost ?? 1), columns })),
    // Priorities cost nothing: as many are chosen as the budget says, all are ranked without one.
    budget: whole(budget ?? options.length),
    electorates: electorates.map(({ name }, place) => ({ name, votes: ballotsOf(form.packing, lists[place].choices) })),
  });
}

function ballotsOf(packing, choices) {
  const rowOf = {
    [BallotKind.POINTS]: (choice) => {
      const picks = choice.flatMap((points, option) => (points ? [option] : []));
      return [picks, picks.map((option) => choice[option])];
    },
    [BallotKind.RANKING]: (choice) => [choice, choice.map((_, rank) => packing.limit - rank)],
    [BallotKind.APPROVAL]: (choice) => [choice, choice.map(() => 1)],
  }[packing.kind];
  return ballotsOfRows(
    { voteType: VOTE_TYPES[packing.kind], numberOfProjects: packing.options },
    choices.map(([choice, voters]) => [voters, ...rowOf(choice)]),
  );
}

