// Elements of the pages that scripts make, in the look of the portal.

/** An element with attributes (a function is a listener of that name) and children. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export const button = (label, act, kind = "primary", more = {}) =>
  h("button", { type: "button", class: `tm-button tm-button--${kind}`, click: act, ...more }, h("span", {}, label));

const SIGNS = { info: "ℹ", success: "✓", warning: "!", error: "×" };

export const notice = (tone, title, ...body) =>
  h(
    "div",
    { class: `tm-notice tm-notice--${tone}` },
    h("span", { class: "tm-page-sign", "aria-hidden": "true" }, SIGNS[tone]),
    h("div", { class: "tm-notice__body" }, h("p", { class: "tm-notice__title" }, title), ...body),
  );

export const paragraph = (text, kind = "") => h("p", kind ? { class: kind } : {}, text);

/** Offers bytes as a file to be saved. */
export function save(name, octets, type = "application/octet-stream") {
  const address = URL.createObjectURL(new Blob([octets], { type }));
  h("a", { href: address, download: name }).click();
  // Some browsers begin to save after this call.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
