import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { remarksOn } from "../../../frontend/drafting/plain_words.js";

const cases = JSON.parse(readFileSync(new URL("../../vectors/plain_words.json", import.meta.url), "utf8"));

for (const { text, remarks } of cases) {
  test(`says what could be said more plainly in ${JSON.stringify(text.slice(0, 12))}`, () => {
    assert.deepEqual(
      remarksOn(text).map(({ hint, words }) => [hint, words]),
      remarks,
    );
  });
}
