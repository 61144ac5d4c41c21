// What is typed into a form marked data-keep="name" is kept on this device, for this reader and page,
// until the server says that it was received (cookie tm_received) or a week has gone by.
const prefix = "tomoni:kept:";
const lifetime = 7 * 24 * 60 * 60 * 1000;
const receivedCookie = "tm_received";
const neverKept = /passw|token|secret|credential|otp|csrf/i;

export function keepForms(root, storage) {
  try {
    forgetOld(storage);
    forgetReceived(root, storage);
  } catch {
    return; // Storage is switched off in this browser: nothing is kept on the device.
  }
  for (const form of root.querySelectorAll("form[data-keep]")) keepForm(root, form, storage);
  root.addEventListener("submit", (event) => {
    if ("forgetsKept" in event.target.dataset) forgetAll(storage);
  });
}

function keepForm(root, form, storage) {
  const key = keyOf(root, new URL(form.action, location).pathname, form.dataset.keep);
  const kept = read(storage, key);
  if (kept && differs(form, kept.fields)) offer(root, form, kept.fields, () => storage.removeItem(key));
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => write(storage, key, typedIn(form)), 400);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    write(storage, key, typedIn(form));
  });
}

/** The same page in another language keeps the same texts. */
function keyOf(root, path, name) {
  return `${prefix}${root.body.dataset.reader}:${path.replace(/^\/en(?=\/)/, "")}:${name}`;
}

function controlsOf(form) {
  return [...form.elements].filter(
    (control) =>
      control.name &&
      !control.disabled &&
      !["hidden", "password", "file", "submit", "button", "reset"].includes(control.type) &&
      !neverKept.test(control.name) &&
      control.tagName !== "FIELDSET",
  );
}

function typedIn(form) {
  return controlsOf(form).map((control) => [control.name, valueOf(control), control.type === "radio" || control.type === "checkbox" ? control.value : null]);
}

function valueOf(control) {
  if (control.type === "checkbox" || control.type === "radio") return control.checked;
  if (control.multiple) return [...control.selectedOptions].map((option) => option.value);
  return control.value;
}

function differs(form, fields) {
  return JSON.stringify(typedIn(form)) !== JSON.stringify(fields) && fields.some(([, value]) => value === true || (typeof value === "string" && value.trim()));
}

function restore(form, fields) {
  for (const control of controlsOf(form)) {
    const choice = control.type === "radio" || control.type === "checkbox" ? control.value : null;
    const kept = fields.find(([name, , option]) => name === control.name && option === choice);
    if (!kept) continue;
    if (choice !== null) control.checked = kept[1];
    else if (control.multiple) for (const option of control.options) option.selected = kept[1].includes(option.value);
    else control.value = kept[1];
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

function offer(root, form, fields, forget) {
  const notice = root.getElementById("kept-notice").content.firstElementChild.cloneNode(true);
  notice.querySelector("[data-kept-restore]").addEventListener("click", () => {
    restore(form, fields);
    notice.remove();
    controlsOf(form)[0]?.focus();
  });
  notice.querySelector("[data-kept-drop]").addEventListener("click", () => {
    forget();
    notice.remove();
    controlsOf(form)[0]?.focus();
  });
  form.prepend(notice);
}

function read(storage, key) {
  try {
    return JSON.parse(storage.getItem(key));
  } catch {
    storage.removeItem(key);
    return null;
  }
}

function write(storage, key, fields) {
  try {
    storage.setItem(key, JSON.stringify({ at: Date.now(), fields }));
  } catch {
    // Full or refused: the form itself still works.
  }
}

function keptKeys(storage) {
  return Object.keys(storage).filter((key) => key.startsWith(prefix));
}

function forgetOld(storage) {
  for (const key of keptKeys(storage)) {
    const kept = read(storage, key);
    if (!kept || Date.now() - kept.at > lifetime) storage.removeItem(key);
  }
}

function forgetAll(storage) {
  for (const key of keptKeys(storage)) storage.removeItem(key);
}

/** The server names the path whose form it received; then the copy on the device has done its work. */
function forgetReceived(root, storage) {
  const cookie = root.cookie.split("; ").find((each) => each.startsWith(`${receivedCookie}=`));
  if (!cookie) return;
  const path = decodeURIComponent(cookie.slice(receivedCookie.length + 1));
  for (const key of keptKeys(storage)) {
    const [, rest] = key.split(`${prefix}${root.body.dataset.reader}:`);
    if (rest?.startsWith(`${path}:`)) storage.removeItem(key);
  }
  root.cookie = `${receivedCookie}=; Max-Age=0; Path=/; SameSite=Lax`;
}
