/** Tells how many characters are left of a text with a limit, without interrupting a screen reader. */
export function countCharacters(root) {
  for (const counter of root.querySelectorAll("[data-count-of]")) {
    const field = root.getElementById(counter.dataset.countOf);
    if (!field) continue;
    const show = () => {
      const left = Number(counter.dataset.most) - charactersOf(field.value);
      const text = left < 0 ? counter.dataset.overText : counter.dataset.text;
      counter.textContent = text.replace("{left}", left).replace("{over}", -left);
      counter.toggleAttribute("data-over", left < 0);
    };
    field.addEventListener("input", show);
    show();
  }
}

/** As the server counts them: code points, a line break being two (CR LF). */
export function charactersOf(text) {
  return [...text.replace(/\r?\n/g, "\r\n")].length;
}
