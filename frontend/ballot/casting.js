// One voter at one device, from the code to the receipt; no page.
//
// Every deed may be repeated: what was sent once is sent again byte by byte, and the portal answers the
// same. `hand` is the ballot in hand (voter.js) with its `receipt`, and once signed its `entry`.
import { equalBytes } from "@noble/curves/utils.js";
import { signChallenge } from "../protocol/asking.js";
import { Check, CheckFailed } from "../protocol/errors.js";
import { checkPromise, checkReceipt, checkSpoilt } from "../protocol/heads.js";
import { challengedBytes } from "./challenged.js";
import { Refused } from "./portal.js";
import { askStanding, castBallot } from "./standing.js";
import { encryptChoice, signedEntry } from "./voter.js";

/** The portal refused since this, so that where the voter's ballots stand has to be looked at anew. */
const OVERTAKEN = new Set(["ballot-chain", "too_many_changes"]);

/** Another ballot was cast with this code in the meantime; `standing` tells which. */
export class Overtaken extends Error {
  constructor(standing) {
    super("overtaken");
    this.standing = standing;
  }
}

export class Casting {
  constructor(definition, portal, draw) {
    Object.assign(this, { definition, portal, draw, voter: null, standing: null, hand: null });
  }

  /** Who votes; tells where the ballots of that code stand. */
  async enter(voter) {
    this.standing = await askStanding(this.definition, this.portal, voter, this.draw);
    this.voter = voter;
    this.hand = null;
    return this.standing;
  }

  /** Encrypts a choice and commits to it: the log's receipt is checked before it may be cast or challenged. */
  async commit(choice) {
    this.hand = null;
    const hand = encryptChoice(this.definition, this.voter, this.standing, choice, this.draw);
    const receipt = await this.portal.receipt(this.definition.group, hand.tracker);
    checkReceipt(this.definition, hand.tracker, receipt);
    this.hand = { ...hand, receipt, entry: null };
    return this.hand;
  }

  /** Casts the ballot in hand; tells {tracker, promise, counter}. Throws Overtaken. */
  async cast() {
    const { definition, hand, portal } = this;
    hand.entry ??= signedEntry(definition, this.voter, hand, this.draw);
    try {
      const { tracker, promise } = await portal.cast(definition.group, hand.entry, hand.receipt);
      return this.#promised(tracker, promise);
    } catch (error) {
      if (!(error instanceof Refused && OVERTAKEN.has(error.code))) throw error;
      return this.#lookAgain();
    }
  }

  /** Challenges the ballot in hand; tells the file that opens it. It can never be cast. */
  async challenge() {
    const { definition, hand, portal, voter } = this;
    if (hand.entry) throw new CheckFailed(Check.SPOILT_BALLOT, "it was signed, and may have been cast");
    const signature = signChallenge(definition, hand.tracker, voter.key, this.draw);
    const told = await portal.challenge(definition.group, hand.tracker, hand.receipt, voter.credential, signature);
    checkSpoilt(definition, this.#own(told.tracker), told.promise);
    const { unsigned: ballot, receipt, tracker, choice, randomness } = hand;
    this.hand = null;
    return challengedBytes({ definition, ballot, receipt, tracker, choice, randomness });
  }

  async #lookAgain() {
    const { tracker } = this.hand;
    this.standing = await askStanding(this.definition, this.portal, this.voter, this.draw);
    const cast = castBallot(this.standing, tracker);
    if (cast) return this.#promised(cast.tracker, cast.promise);
    this.hand = null;
    throw new Overtaken(this.standing);
  }

  #promised(tracker, promise) {
    checkPromise(this.definition, this.#own(tracker), promise);
    return { tracker, promise, counter: this.hand.unsigned.place.counter };
  }

  #own(tracker) {
    if (!equalBytes(tracker, this.hand.tracker)) throw new CheckFailed(Check.BALLOT_CHAIN, "the portal speaks of another ballot");
    return tracker;
  }
}
