import assert from "node:assert/strict";
import { test } from "node:test";
import { Choosing } from "../../../frontend/ballot/choosing.js";
import { SeededDraw } from "../../../frontend/protocol/draw.js";
import { CheckFailed } from "../../../frontend/protocol/errors.js";
import { readForm } from "../../../frontend/protocol/limits.js";

const COSTS = [60, 40, 30];
const quota = { options: [0, 2], least: 0, most: 1 };
const FORMS = {
  approval: { kind: "approval", limit: 0, least: 1, most: 2, budget: 100, points: null, quotas: [quota] },
  points: { kind: "points", limit: 5, least: 0, most: 3, budget: null, points: 6, quotas: [{ ...quota, least: 1 }] },
  ranking: { kind: "ranking", limit: 2, least: 1, most: 3, budget: null, points: null, quotas: [] },
};
const made = (kind) => new Choosing(readForm(FORMS[kind], COSTS));

test("picks are named in rising order, whatever the order of the clicks", () => {
  const choosing = made("approval");
  for (const option of [2, 0, 1]) choosing.toggle(option);
  assert.deepEqual(choosing.choice, [0, 1, 2]);
  assert.deepEqual(choosing.problems.map(([name]) => name), ["too_many", "over_budget", "quota_many"]);
  choosing.toggle(2);
  assert.deepEqual(choosing.problems, []);
  assert.equal(choosing.cost, 100n);
});

test("points stay between nothing and the most of one option", () => {
  const choosing = made("points");
  choosing.give(0, 9);
  choosing.give(1, Number.NaN);
  choosing.give(2, -1);
  assert.deepEqual(choosing.choice, [5, 0, 0]);
  choosing.give(1, 2);
  assert.deepEqual(choosing.problems, [["over_points", { over: 1 }]]);
});

test("ranks move up and down, and stop at the ends", () => {
  const choosing = made("ranking");
  for (const option of [2, 0]) choosing.toggle(option);
  choosing.move(2, -1);
  choosing.move(0, -1);
  assert.deepEqual(choosing.choice, [0, 2]);
  assert.equal(choosing.valueOf(2), 2);
  choosing.toggle(1);
  assert.deepEqual(choosing.problems, [["too_many", { most: 2, fewer: 1 }]]);
});

test("every deed is undone, the clearing too", () => {
  const choosing = made("approval");
  choosing.toggle(0);
  choosing.toggle(1);
  choosing.clear();
  choosing.undo();
  assert.deepEqual(choosing.choice, [0, 1]);
  choosing.undo();
  choosing.undo();
  choosing.undo();
  assert.deepEqual([choosing.choice, choosing.canUndo], [[], false]);
});

for (const kind of Object.keys(FORMS)) {
  test(`${kind}: nothing stands in the way of a choice exactly where it is within the limits`, () => {
    const draw = new SeededDraw(new TextEncoder().encode(kind));
    for (let round = 0; round < 200; round += 1) {
      const choosing = made(kind);
      for (const octet of draw.bytes(4)) {
        if (kind === "points") choosing.give(octet % 3, octet >> 5);
        else choosing.toggle(octet % 3);
      }
      assert.equal(choosing.problems.length === 0, isWithin(choosing), `${choosing.choice}`);
    }
  });
}

function isWithin({ form, choice }) {
  try {
    form.packing.pack(choice, 30);
    form.check(choice);
    return true;
  } catch (error) {
    if (!(error instanceof CheckFailed)) throw error;
    return false;
  }
}
