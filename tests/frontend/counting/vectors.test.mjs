// The stored vectors, which `python -m voting.counting` gave, come out letter by letter.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { answer, jsonText, parseJson } from "./cases.mjs";

const folder = new URL("../../vectors/counting/rules/", import.meta.url);
const themes = readdirSync(folder).filter((file) => file.endsWith(".json"));

test("there are vectors to reproduce", () => assert.ok(themes.length >= 6));

for (const theme of themes) {
  for (const each of parseJson(readFileSync(new URL(theme, folder), "utf8"))) {
    test(`${theme}: ${each.get("name")}`, async () => {
      assert.equal(await answer(each.get("electorates"), each.get("rule")), jsonText(each.get("expected"), 1));
    });
  }
}
