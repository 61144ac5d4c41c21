// Files of several electorates, read together as a browser fetches them, count to the stored vectors.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { count, parseJson, readElectorates, resultText, ruleFromJson } from "../../../frontend/counting/index.js";
import { exactText } from "../../../frontend/counting/numbers.js";
import { jsonText } from "./cases.mjs";

const vectors = new URL("../../vectors/counting/rules/electorates.json", import.meta.url);
const filed = parseJson(readFileSync(vectors, "utf8")).filter(
  (each) => !each.get("expected").has("refused") && each.get("electorates").every((body) => body.has("file")),
);
const bytesOf = (text) => new TextEncoder().encode(text);
const filesOf = (each) => each.get("electorates").map((body) => ({ name: body.get("name"), bytes: bytesOf(body.get("file")) }));

test("there are vectors of files alone", () => assert.ok(filed.length > 1));

for (const each of filed) {
  test(`files of ${each.get("name")}`, async () => {
    const heard = [];
    const instance = readElectorates(filesOf(each), (share) => heard.push(share));
    const result = await count(instance, ruleFromJson(each.get("rule")));
    assert.equal(resultText(result), jsonText(each.get("expected"), 1));
    assert.ok(heard.every((share) => share >= 0 && share <= 1));
  });
}

const withTotals = (text) => [filesOf(filed[0])[0], { name: "survey", totals: true, bytes: bytesOf(text) }];

test("an electorate of which only totals are known comes as a table", () => {
  const [first] = filesOf(filed[0]);
  const ids = readElectorates([first]).projects.map(({ id }) => id);
  const rows = ids.map((id, place) => `${place}.5;"${id}"`).reverse();
  const instance = readElectorates(withTotals(`\ufefftotal;project_id\r\n${rows.join("\r\n")}\r\n`));
  assert.deepEqual(
    instance.electorates[1].votes.map(exactText),
    ids.map((_id, place) => `${place}.5`),
  );
  for (const text of ["", "project_id,total\n", `project_id,total\n${ids[0]},1\n${ids[0]},1\n`, `project_id,total\n${ids[0]},x\n`, `project_id,total\n${ids[0]},-1\n`]) {
    assert.throws(() => readElectorates(withTotals(text)), { code: "bad_totals" });
  }
  assert.throws(() => readElectorates(withTotals("").slice(1)), { code: "no_ballot_file" });
});

test("a file of another election is refused by the name of its electorate", () => {
  const [first, ...rest] = filesOf(filed[0]);
  const text = new TextDecoder().decode(first.bytes).replace(/budget;(\d+)/, "budget;1$1");
  const files = [first, { name: "committee", bytes: bytesOf(text) }, ...rest];
  assert.throws(() => readElectorates(files), { code: "other_projects", values: { electorate: "committee" } });
});
