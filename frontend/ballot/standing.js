// Where the ballots of a voter stand: what the portal says of them, held to its own signatures.
import { equalBytes } from "@noble/curves/utils.js";
import { signQuestion } from "../protocol/asking.js";
import { NO_TRACKER } from "../protocol/ballots.js";
import { Check, CheckFailed } from "../protocol/errors.js";
import { checkPromise } from "../protocol/heads.js";

/**
 * Asks the portal: {electorate, excluded, counter, previous, changes_left, challenges_left, ballots}.
 *
 * Throws `ballot-chain` where its answer does not fit itself, `signature` where it promised nothing.
 */
export async function askStanding(definition, portal, voter, draw) {
  const { now } = await portal.now();
  const signature = signQuestion(definition, now, voter.key, draw);
  const told = await portal.state(definition.group, voter.credential, now, signature);
  const last = told.ballots.at(-1)?.tracker ?? NO_TRACKER;
  const isWhole = told.ballots.every(({ counter }, place) => counter === place);
  if (!isWhole || told.counter !== told.ballots.length || !equalBytes(told.previous, last)) {
    throw new CheckFailed(Check.BALLOT_CHAIN, "what the portal says of earlier ballots");
  }
  for (const { tracker, promise } of told.ballots) checkPromise(definition, tracker, promise);
  return told;
}

/** The ballot of this tracker among those that were cast, or undefined. */
export const castBallot = (standing, tracker) => standing.ballots.find((each) => equalBytes(each.tracker, tracker));
