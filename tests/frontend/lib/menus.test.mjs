import assert from "node:assert/strict";
import { test } from "node:test";
import { closeMenus } from "../../../frontend/lib/menus.js";

/** A page with one menu; what is inside it finds it as long as it is open. */
function page() {
  const summary = { focused: false, focus: () => (summary.focused = true) };
  const menu = { open: true, querySelector: () => summary };
  const inside = { closest: () => (menu.open ? menu : null) };
  const outside = { closest: () => null };
  const root = { addEventListener: (_name, heard) => (root.press = heard) };
  closeMenus(root);
  return { summary, menu, inside, outside, press: (key, target) => root.press({ key, target }) };
}

test("Escape closes the menu around the focus, and gives the focus to its name", () => {
  const { summary, menu, inside, press } = page();

  press("Escape", inside);

  assert.equal(menu.open, false);
  assert.equal(summary.focused, true);
});

test("another key, or Escape elsewhere, leaves the menu open", () => {
  const { summary, menu, inside, outside, press } = page();

  press("Enter", inside);
  press("Escape", outside);

  assert.equal(menu.open, true);
  assert.equal(summary.focused, false);
});
