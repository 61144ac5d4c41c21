// A portal on the device, for practice: it keeps to docs/casting.md, sends nothing and forgets all.
//
// The definition is the true one but for the key of the log, which is made up here.
import { equalBytes } from "@noble/curves/utils.js";
import { NO_TRACKER, checkBallot, trackerOf } from "../protocol/ballots.js";
import { drawScalar } from "../protocol/draw.js";
import { readEntry } from "../protocol/entries.js";
import { signPromise, signReceipt, signSpoilt } from "../protocol/heads.js";

export class PracticePortal {
  #logKey;
  #cast = [];

  constructor(definition, draw) {
    this.#logKey = drawScalar(draw, definition.group);
    this.draw = draw;
    this.practised = { ...definition, logKey: definition.group.multiplyGenerator(this.#logKey) };
  }

  async now() {
    return { state: "open", now: Math.floor(Date.now() / 1000) };
  }

  async receipt(_group, tracker) {
    return signReceipt(this.practised, tracker, this.#logKey, this.draw);
  }

  async cast(group, entry) {
    const { ballot } = readEntry(this.practised, entry, "ballot");
    checkBallot(group, this.practised.trustees.key, ballot, this.practised.elements);
    const tracker = trackerOf(group, ballot.unsigned);
    const promise = signPromise(this.practised, tracker, this.#logKey, this.draw);
    if (!this.#cast.some((each) => equalBytes(each.tracker, tracker))) {
      this.#cast.push({ counter: this.#cast.length, tracker, promise, index: null });
    }
    return { tracker, promise };
  }

  async challenge(_group, tracker) {
    return { tracker, promise: signSpoilt(this.practised, tracker, this.#logKey, this.draw) };
  }

  async state() {
    const counter = this.#cast.length;
    const previous = this.#cast.at(-1)?.tracker ?? NO_TRACKER;
    const left = { changes_left: 20 - Math.max(0, counter - 1), challenges_left: 20 };
    return { electorate: 0, excluded: null, counter, previous, ...left, ballots: [...this.#cast] };
  }
}
