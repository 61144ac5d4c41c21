// The stored vectors, which voting/crypto gave, come out letter by letter.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { answer } from "./calls.mjs";

const folder = new URL("../../vectors/protocol/", import.meta.url);
const themes = readdirSync(folder).filter((file) => file.endsWith(".json"));

test("there are vectors to reproduce", () => assert.ok(themes.length >= 6));

for (const theme of themes) {
  for (const { name, expected, ...given } of JSON.parse(readFileSync(new URL(theme, folder), "utf8"))) {
    test(`${theme}: ${name}`, () => assert.deepEqual(answer(given), expected));
  }
}
