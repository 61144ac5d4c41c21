import assert from "node:assert/strict";
import { test } from "node:test";
import { equalBytes } from "@noble/curves/utils.js";
import { Casting, Overtaken } from "../../../frontend/ballot/casting.js";
import { audit, readChallenged } from "../../../frontend/ballot/challenged.js";
import { Refused, Unreachable } from "../../../frontend/ballot/portal.js";
import { voterOf } from "../../../frontend/ballot/voter.js";
import { SYSTEM_DRAW } from "../../../frontend/protocol/draw.js";
import { CheckFailed } from "../../../frontend/protocol/errors.js";
import { town } from "./town.mjs";

const failing = (check) => (error) => error instanceof CheckFailed && error.check === check;

/** A device with a voter; `changes` are methods of the portal that do something else. */
async function device(made = town(), changes = {}) {
  const deeds = ["now", "receipt", "cast", "challenge", "state"];
  const portal = Object.fromEntries(deeds.map((deed) => [deed, (...told) => made.portal[deed](...told)]));
  Object.assign(portal, changes);
  const casting = new Casting(made.definition, portal, SYSTEM_DRAW);
  await casting.enter(voterOf(made.definition, 4711n));
  return casting;
}

test("a ballot is cast, changed, and each promise is of its own tracker", async () => {
  const made = town();
  const casting = await device(made);
  const first = await casting.commit([0, 2]);
  assert.equal((await casting.cast()).counter, 0);

  const again = await device(made);
  assert.equal(again.standing.ballots.length, 1);
  assert.ok(equalBytes(again.standing.previous, first.tracker));
  await again.commit([1]);
  assert.equal((await again.cast()).counter, 1);
});

test("the portal knows nothing but the tracker before the voter chose (44)", async () => {
  const heard = [];
  const made = town();
  const receipt = (group, tracker) => {
    heard.push(tracker);
    return made.portal.receipt(group, tracker);
  };
  const casting = await device(made, { receipt, cast: () => assert.fail("nothing is cast") });
  const hand = await casting.commit([0]);
  assert.deepEqual(heard, [hand.tracker]);
  assert.equal(hand.entry, null);
});

test("what is sent again is the same, byte by byte (56)", async () => {
  const made = town();
  const sent = [];
  const cast = async (group, entry, receipt) => {
    sent.push(entry);
    const told = await made.portal.cast(group, entry, receipt);
    if (sent.length < 3) throw new Unreachable("the answer is lost");
    return told;
  };
  const casting = await device(made, { cast });
  await casting.commit([0]);
  for (let lost = 0; lost < 2; lost += 1) await assert.rejects(casting.cast(), Unreachable);
  await casting.cast();
  assert.ok(sent.every((entry) => equalBytes(entry, sent[0])));
  assert.equal((await made.portal.state()).ballots.length, 1);
});

test("a ballot that was signed cannot be challenged any more (29)", async () => {
  const casting = await device(town(), {
    cast: async () => {
      throw new Unreachable("it may have arrived");
    },
  });
  await casting.commit([0]);
  await assert.rejects(casting.cast(), Unreachable);
  await assert.rejects(casting.challenge(), failing("spoilt-ballot"));
});

test("a challenged ballot opens to what was chosen, and to what was committed to (30)", async () => {
  const casting = await device();
  const { tracker } = await casting.commit([1]);
  const challenged = readChallenged(await casting.challenge());
  audit(challenged);
  assert.deepEqual(challenged.choice, [1]);
  assert.ok(equalBytes(challenged.tracker, tracker));
  assert.equal(casting.hand, null);
});

test("two ballots of one choice have nothing in common (26)", async () => {
  const casting = await device();
  const [one, other] = [await casting.commit([0]), await casting.commit([0])];
  assert.ok(!equalBytes(one.tracker, other.tracker));
  assert.notDeepEqual(one.randomness, other.randomness);
});

test("a receipt of another ballot is no receipt (26)", async () => {
  const made = town();
  const casting = await device(made, { receipt: (group) => made.portal.receipt(group, new Uint8Array(32)) });
  await assert.rejects(casting.commit([0]), failing("signature"));
  assert.equal(casting.hand, null);
});

test("a promise of another ballot, or a receipt for a promise, is none", async () => {
  const made = town();
  for (const [change, check] of [
    [(told) => ({ ...told, tracker: new Uint8Array(32) }), "ballot-chain"],
    [(told) => ({ ...told, promise: { ...told.promise, z: 1n } }), "signature"],
  ]) {
    const casting = await device(made, { cast: async (...sent) => change(await made.portal.cast(...sent)) });
    await casting.commit([0]);
    await assert.rejects(casting.cast(), failing(check));
  }
  const casting = await device(made, {
    cast: async (group, _entry, receipt) => ({ tracker: casting.hand.tracker, promise: receipt }),
  });
  await casting.commit([0]);
  await assert.rejects(casting.cast(), failing("signature"));
});

test("a portal that hides, invents or reorders earlier ballots is found out (45, 46)", async () => {
  const made = town();
  const casting = await device(made);
  await casting.commit([0]);
  await casting.cast();
  const true_ = await made.portal.state();
  for (const [lie, check] of [
    [{ counter: 0 }, "ballot-chain"],
    [{ counter: 20 }, "ballot-chain"],
    [{ ballots: [] }, "ballot-chain"],
    [{ previous: new Uint8Array(32) }, "ballot-chain"],
    [{ ballots: [{ ...true_.ballots[0], counter: 1 }] }, "ballot-chain"],
    [{ ballots: [{ ...true_.ballots[0], promise: { c: 1n, z: 1n } }] }, "signature"],
  ]) {
    await assert.rejects(device(made, { state: async () => ({ ...true_, ...lie }) }), failing(check));
  }
});

test("of two tabs the second is told that it was overtaken, and its ballot is not cast", async () => {
  const made = town();
  const refuses = async () => {
    throw new Refused("ballot-chain", {});
  };
  const [first, second] = [await device(made), await device(made, { cast: refuses })];
  await second.commit([1]);
  await first.commit([0]);
  const { tracker } = await first.cast();
  await assert.rejects(second.cast(), (error) => error instanceof Overtaken && equalBytes(error.standing.ballots[0].tracker, tracker));
  assert.equal(second.hand, null);
});

test("a refusal after the ballot had arrived is no refusal", async () => {
  const made = town();
  const cast = async (...sent) => {
    await made.portal.cast(...sent);
    throw new Refused("ballot-chain", {});
  };
  const casting = await device(made, { cast });
  await casting.commit([0]);
  assert.equal((await casting.cast()).counter, 0);
});

test("a choice over the limits is never encrypted (6, 39)", async () => {
  const casting = await device();
  await assert.rejects(casting.commit([0, 1, 2, 3]), failing("limits"));
  await assert.rejects(casting.commit([9]), failing("choice"));
});
