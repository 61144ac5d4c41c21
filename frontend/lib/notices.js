/** Notices close; the error summary of a form is focused, so that it is read first. */
export function showNotices(root) {
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-closes-notice]");
    button?.closest(".tm-notice").remove();
  });
  root.querySelector("[data-receives-focus]")?.focus();
}
