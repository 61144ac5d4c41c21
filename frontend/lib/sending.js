const lockedFor = 8_000;

/** A form is sent once, however often its button is pressed; after a while it may be tried again. */
export function sendOnce(root) {
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sending) {
      event.preventDefault();
      return;
    }
    form.dataset.sending = "yes";
    setTimeout(() => delete form.dataset.sending, lockedFor);
  });
  // A page taken from the back-forward cache begins anew.
  window.addEventListener("pageshow", () => {
    for (const form of root.querySelectorAll("form[data-sending]")) delete form.dataset.sending;
  });
}
