// Where the tax goes: worked out as one types. Nothing that is typed leaves the page.
import { apportion } from "../budget/apportionment.js";
import { estimate } from "../budget/tax.js";

const MAN = 10_000;
const DAYS = 365;
const figures = JSON.parse(document.getElementById("tax-figures").textContent);
const page = document.querySelector("[data-tax]");
const form = document.getElementById("household-form");
const all = (name) => page.querySelectorAll(`[data-tax-${name}]`);

function yen(amount) {
  const digits = Math.abs(amount).toLocaleString("en-US");
  const sign = amount < 0 ? "-" : "";
  return document.documentElement.lang === "en" ? `${sign}¥${digits}` : `${sign}${digits}円`;
}

/** What the form holds; null while a number is missing or out of its range. */
function household() {
  const numbers = [form.elements.income, form.elements.dependants];
  if (!numbers.every((field) => field.value !== "" && field.validity.valid)) return null;
  const [income, dependants] = numbers.map((field) => field.valueAsNumber);
  return { income: income * MAN, spouse: form.elements.spouse.checked, dependants };
}

function write(cells, amounts) {
  cells.forEach((cell, place) => (cell.textContent = yen(amounts[place])));
}

function show(typed) {
  const { total, steps } = estimate(typed, figures.rules);
  const daily = Math.floor(total / DAYS);
  for (const cell of all("total")) cell.textContent = yen(total);
  for (const cell of all("daily")) cell.textContent = yen(daily);
  write(all("yearly"), apportion(total, figures.weights));
  write(all("a-day"), apportion(daily, figures.weights));
  for (const cell of all("step")) cell.textContent = yen(steps[cell.dataset.taxStep]);
  for (const mark of all("example")) mark.hidden = true;
  for (const note of all("none")) note.hidden = total > 0;
}

function update() {
  const typed = household();
  for (const error of all("unfit")) error.hidden = typed !== null;
  if (typed) show(typed);
}

for (const note of all("here")) note.hidden = false;
form.addEventListener("input", update);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  update();
});
