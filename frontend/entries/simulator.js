// Balancing the budget: the form works by itself; here it answers at once, and has sliders.

const form = document.querySelector("[data-simulator]");
const total = form?.querySelector("[data-simulator-total]");

function yen(amount) {
  const digits = Math.abs(amount).toLocaleString("en-US");
  const sign = amount < 0 ? "-" : "";
  return document.documentElement.lang === "en" ? `${sign}¥${digits}` : `${sign}${digits}円`;
}

/** The text of a step, else of the last one on the way to it. */
function textAt(texts, step) {
  const way = Math.sign(step);
  for (let at = step; at !== 0; at -= way) if (texts[at]) return texts[at];
  return texts[0] ?? ["", ""];
}

function lineOf(box) {
  const facts = JSON.parse(box.querySelector("script[type='application/json']").textContent);
  const number = box.querySelector("[data-simulator-step]");
  const slider = Object.assign(document.createElement("input"), {
    type: "range",
    min: number.min,
    max: number.max,
    value: number.value,
  });
  slider.setAttribute("aria-label", box.querySelector("legend").textContent.trim());
  number.closest("label").after(slider);
  const line = { facts, number, slider, box };
  number.addEventListener("input", () => set(line, number.valueAsNumber, number));
  slider.addEventListener("input", () => set(line, slider.valueAsNumber, slider));
  for (const button of box.querySelectorAll("button[name=less], button[name=more]")) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      set(line, stepOf(line) + (button.name === "more" ? 1 : -1));
    });
  }
  return line;
}

function stepOf({ number }) {
  const step = Number.isInteger(number.valueAsNumber) ? number.valueAsNumber : 0;
  return Math.max(Number(number.min), Math.min(Number(number.max), step));
}

function set(line, wanted, typedInto) {
  const { facts, number, slider, box } = line;
  if (typedInto !== number) number.value = Number.isInteger(wanted) ? wanted : 0;
  const step = stepOf(line);
  if (typedInto !== number) number.value = step;
  slider.value = step;
  box.querySelector("[data-simulator-amount]").textContent = yen(facts.base + step * facts.step);
  const [text, source] = textAt(facts.texts, step);
  box.querySelector("[data-simulator-text]").textContent = text;
  box.querySelector("[data-simulator-source]").textContent = source;
  count();
}

function count() {
  const changes = lines.map((line) => line.facts.sign * line.facts.step * stepOf(line));
  const missing = changes.reduce((sum, change) => sum + change, Number(form.dataset.gap));
  const { missing: missingText, left: leftText } = total.dataset;
  total.textContent = missing > 0 ? missingText + yen(missing) : leftText + yen(-missing);
}

const lines = form ? [...form.querySelectorAll("[data-simulator-line]")].map(lineOf) : [];
