import assert from "node:assert/strict";
import { test } from "node:test";
import { parseJson } from "../../../frontend/counting/json.js";
import { changes, firstDifference } from "../../../frontend/lib/recounting.js";

const result = (parts = {}) =>
  parseJson(
    JSON.stringify({
      winners: ["A", "10"],
      projects: { A: { votes: 3, score: "5/2" }, 10: { votes: 2, score: 2 } },
      ties: [],
      ...parts,
    }),
  );

test("the same result in another order of keys is the same", () => {
  const { winners, projects, ties } = { winners: ["A", "10"], ties: [], projects: { 10: { score: 2, votes: 2 }, A: { score: 2.5, votes: 3 } } };
  projects.A.score = "5/2";
  assert.equal(firstDifference(result(), parseJson(JSON.stringify({ ties, projects, winners }))), null);
});

test("the first place at which others stand is named, also where one list ends", () => {
  const exchanged = firstDifference(result(), result({ winners: ["A", "9"] }));
  assert.deepEqual(exchanged, { kind: "place", place: 2, published: "10", ours: "9" });
  const shorter = firstDifference(result(), result({ winners: ["A"] }));
  assert.deepEqual(shorter, { kind: "place", place: 2, published: "10", ours: undefined });
});

test("the first project that fared otherwise is named", () => {
  const other = result({ projects: { A: { votes: 3, score: "5/2" }, 10: { votes: 1, score: 2 } } });
  assert.deepEqual(firstDifference(result(), other), { kind: "project", project: "10" });
  const more = result({ projects: { A: { votes: 3, score: "5/2" }, 10: { votes: 2, score: 2 }, B: {} } });
  assert.deepEqual(firstDifference(result(), more), { kind: "project", project: "B" });
});

test("whatever else differs is the course", () => {
  assert.deepEqual(firstDifference(result(), result({ ties: [1] })), { kind: "course" });
});

test("an order of priorities is compared like purchases", () => {
  const order = (ids) => parseJson(JSON.stringify({ order: ids, standings: {} }));
  assert.equal(firstDifference(order(["A", "B"]), order(["A", "B"])), null);
  assert.equal(firstDifference(order(["A", "B"]), order(["B", "A"])).place, 1);
});

test("another rule adds some and leaves others out", () => {
  assert.deepEqual(changes(result(), result({ winners: ["10", "B"] })), { gained: ["B"], lost: ["A"] });
});
