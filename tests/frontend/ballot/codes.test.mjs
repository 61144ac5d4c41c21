import assert from "node:assert/strict";
import { test } from "node:test";
import { readTracker } from "../../../frontend/ballot/lookup.js";
import { readTypedCode } from "../../../frontend/ballot/voter.js";
import { scannedCode } from "../../../frontend/casting/page.js";
import { Remembered } from "../../../frontend/casting/remembered.js";
import { drawCode } from "../../../frontend/protocol/credentials.js";
import { SYSTEM_DRAW } from "../../../frontend/protocol/draw.js";

const wide = (text) => text.replace(/[!-~]/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0));

test("a code is read as people type it: small, wide, with any dash, over lines", () => {
  const code = drawCode(SYSTEM_DRAW);
  const plain = code.replaceAll("-", "").slice(0, 20);
  for (const typed of [code, code.toLowerCase(), wide(code), code.replaceAll("-", "−"), code.replaceAll("-", "ー"), ` ${code.replaceAll("-", "\n")} `]) {
    assert.equal(readTypedCode(typed), plain, typed);
  }
});

test("the code of a QR code leaves the address at once", () => {
  const replaced = [];
  const place = { hash: "#7K3M-%2D", pathname: "/votes/1/cast/", search: "?a=1" };
  assert.equal(scannedCode(place, { state: null, replaceState: (...all) => replaced.push(all.at(-1)) }), "7K3M--");
  assert.deepEqual(replaced, ["/votes/1/cast/?a=1"]);
});

test("an address that cannot be decoded is scrubbed and taken as it is", () => {
  const replaced = [];
  const place = { hash: "#%E0%", pathname: "/", search: "" };
  assert.equal(scannedCode(place, { state: null, replaceState: (...all) => replaced.push(all.at(-1)) }), "%E0%");
  assert.deepEqual(replaced, ["/"]);
});

test("a tracker is read in groups or whole, and nothing else is one", () => {
  const digits = "ab".repeat(32);
  assert.ok(readTracker(digits.match(/.{8}/g).join(" ")));
  assert.ok(readTracker(`${digits.toUpperCase()}\n`));
  for (const typed of ["", "ab", `${digits}0`, "zz".repeat(32), "help"]) assert.equal(readTracker(typed), null);
});

test("a tab remembers a tracker and its promise, and nothing where storage fails", () => {
  const kept = new Map();
  const storage = { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: (key) => kept.delete(key) };
  const remembered = new Remembered(new Uint8Array(32), () => storage);
  assert.equal(remembered.get(), null);
  remembered.set({ tracker: Uint8Array.of(1), counter: 0 });
  assert.deepEqual(remembered.get(), { tracker: Uint8Array.of(1), promise: null, counter: 0 });
  kept.set([...kept.keys()][0], "no JSON");
  assert.equal(remembered.get(), null);
  remembered.forget();
  assert.equal(kept.size, 0);

  const broken = new Remembered(new Uint8Array(32), () => {
    throw new Error("storage is switched off");
  });
  broken.set({ tracker: Uint8Array.of(1), counter: 0 });
  assert.equal(broken.get(), null);
});
