// A card at the counter: a scanner types the square's text, or a clerk the code. A worker makes the
// public key of it; only that is sent. The field has no name, so that no form sends what it holds.
import { readCode } from "../protocol/credentials.js";

/** The code in what a scanner read: it stands behind the `#` of an address, or alone. */
const codeIn = (text) => readCode(text.slice(text.lastIndexOf("#") + 1).trim());

class Card {
  constructor(section) {
    this.section = section;
    this.form = section.querySelector("form");
    this.typed = section.querySelector("#card-code");
    this.worker = new Worker(section.dataset.worker, { type: "module" });
    this.worker.addEventListener("message", ({ data }) => this.send(data.credential));
    this.form.addEventListener("submit", (event) => this.read(event));
    this.typed.focus();
  }

  part(name) {
    return this.section.querySelector(`[data-${name}]`);
  }

  read(event) {
    event.preventDefault();
    this.part("mistyped").hidden = true;
    let code;
    try {
      code = codeIn(this.typed.value);
    } catch {
      this.part("mistyped").hidden = false;
      this.typed.select();
      return;
    }
    this.part("reading").hidden = false;
    this.worker.postMessage({ election: this.section.dataset.election, code });
  }

  send(credential) {
    this.typed.value = "";
    this.form.elements.credential.value = credential;
    this.form.submit();
  }
}

for (const section of document.querySelectorAll("[data-card]")) new Card(section);
