// Registering online: a worker draws the code and seals its key to the registrar; the code stands on
// this page alone. The field in which a part of it is typed again has no name, so that no form sends it.
import { readCode } from "../protocol/credentials.js";

const ENDING = 6;
const plain = (typed) => typed.toUpperCase().replace(/[^0-9A-Z]/g, "");

class Registration {
  #code = null;

  constructor(form) {
    this.form = form;
    this.typed = form.querySelector("#code-end");
    form.hidden = false;
    form.addEventListener("submit", (event) => this.check(event));
    this.part("print").addEventListener("click", () => window.print());
    this.part("copy").addEventListener("click", () => this.copy());
    this.make();
  }

  part(name) {
    return this.form.querySelector(`[data-${name}]`);
  }

  make() {
    const { worker: address, election, recipient, ticket } = this.form.dataset;
    const worker = new Worker(address, { type: "module" });
    worker.addEventListener("message", ({ data }) => this.show(data));
    worker.addEventListener("error", () => this.fail());
    worker.postMessage({ election, recipient, ticket });
  }

  show({ code, sealed }) {
    this.#code = code;
    this.form.elements.sealed.value = sealed;
    this.part("code").textContent = code;
    this.part("making").hidden = true;
    this.part("made").hidden = false;
  }

  fail() {
    this.part("making").hidden = true;
    this.part("failed").hidden = false;
  }

  async copy() {
    await navigator.clipboard.writeText(this.#code);
    this.part("copy").firstElementChild.textContent = this.part("copy").dataset.copied;
  }

  /** Lets the form go once the end of the code was typed from what was kept, or the whole code. */
  check(event) {
    if (this.#code && this.isKept(this.typed.value)) return;
    event.preventDefault();
    this.part("differs").hidden = false;
    this.typed.setAttribute("aria-invalid", "true");
    this.typed.focus();
  }

  isKept(typed) {
    if (plain(typed) === plain(this.#code).slice(-ENDING)) return true;
    try {
      return readCode(typed) === readCode(this.#code);
    } catch {
      return false;
    }
  }
}

for (const form of document.querySelectorAll("[data-registration]")) new Registration(form);
