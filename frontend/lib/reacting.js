// Reactions without leaving the page. What does not work that way goes by the plain form.

/** @param {(text: string) => void} say tells the reader why something was not taken */
export function reactInPlace(section, say) {
  const form = section.querySelector("[data-reactions]");
  form?.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (!button) return;
    event.preventDefault();
    const body = new FormData(form, button);
    const response = await fetch(form.action, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      redirect: "manual",
    }).catch(() => null);
    if (!response) {
      say(section.dataset.textFailed);
      return;
    }
    if (!response.headers.get("Content-Type")?.startsWith("application/json")) {
      location.assign(form.action); // signed out: led to where one signs in
      return;
    }
    const { stands, errors } = await response.json();
    if (errors) {
      say(errors[0]);
      return;
    }
    // The stream may have put a newer one in its place meanwhile.
    const now = section.querySelector(`[name=reaction][value="${button.value}"]`) ?? button;
    now.setAttribute("aria-pressed", String(stands));
  });
}
