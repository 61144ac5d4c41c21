// The form of a discussion: sent without leaving the page. What does not work that way is sent as
// the plain form that it is, so that the server's own pages answer.

/** @param {(message: object) => void} said what the server made of it */
export function speakInPlace(form, texts, said) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.dataset.sending) return;
    form.dataset.sending = "yes";
    try {
      await send(form, texts, said);
    } finally {
      delete form.dataset.sending;
    }
  });
}

async function send(form, texts, said) {
  showErrors(form, []);
  let response;
  try {
    response = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json" },
      redirect: "manual",
    });
  } catch {
    showErrors(form, [texts.failed]);
    return;
  }
  if (response.type === "opaqueredirect") {
    // The text is kept; a look at the same address is led to where it can be sent again.
    location.assign(form.action);
    return;
  }
  if (!response.headers.get("Content-Type")?.startsWith("application/json")) {
    form.submit();
    return;
  }
  const answer = await response.json();
  if (answer.errors) {
    showErrors(form, answer.errors);
    return;
  }
  form.reset();
  // The counter of characters and the copy on the device learn that it is empty.
  for (const control of form.elements) control.dispatchEvent(new Event("input", { bubbles: true }));
  said(answer);
}

function showErrors(form, errors) {
  form.querySelector("[data-errors]")?.remove();
  const field = form.querySelector("textarea");
  field.toggleAttribute("aria-invalid", errors.length > 0);
  if (!errors.length) return;
  const box = document.createElement("div");
  box.dataset.errors = "";
  box.setAttribute("role", "alert");
  for (const error of errors) {
    const line = document.createElement("p");
    line.className = "tm-field__error";
    line.textContent = error;
    box.append(line);
  }
  field.after(box);
  field.focus();
}
