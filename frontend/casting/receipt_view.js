// The receipt on the screen: to read, scan, save, print or copy, and to look up in the log.
import { bytesToHex } from "@noble/hashes/utils.js";
import { lookUp } from "../ballot/lookup.js";
import { grouped, receiptAddress, receiptText } from "../ballot/receipt.js";
import { CheckFailed } from "../protocol/errors.js";
import { proofBytes } from "../protocol/wire.js";
import { button, h, paragraph, save } from "../pages/dom.js";
import { qrPicture } from "./qr.js";

export const code = (text) => h("code", { class: "tm-casting__code" }, text);

/** The sentence for what a look into the log came to. */
export async function lookedUp(definition, portal, tracker, speaker) {
  try {
    const found = await lookUp(definition, portal, tracker);
    if (!found) return speaker.say("not_included");
    if (found.index === null) return speaker.say("not_yet_included");
    return speaker.say("included", { index: found.index + 1, size: found.size });
  } catch (error) {
    if (error instanceof CheckFailed) return speaker.say("untrue_text", { check: error.check });
    return speaker.say("unreachable_title");
  }
}

export function receiptView({ definition, portal, speaker, lookup, tracker, promise }) {
  const say = (name) => speaker.say(name);
  const address = receiptAddress(lookup, tracker);
  const names = { language: speaker.language, heading: say("receipt_title"), secret: say("receipt_secret") };
  for (const name of ["tracker", "promise", "fingerprint", "lookup"]) names[name] = say(name);
  const text = receiptText({ definition, tracker, promise, lookup }, names);
  const facts = [
    ["tracker", grouped(tracker)],
    ["promise", bytesToHex(proofBytes(definition.group, promise))],
    ["fingerprint", bytesToHex(definition.fingerprint)],
    ["lookup", address],
  ];
  const said = h("div", { role: "status" });
  const copy = async () => {
    const isCopied = await navigator.clipboard?.writeText(text).then(() => true, () => false);
    said.replaceChildren(paragraph(say(isCopied ? "copied" : "copy_failed")));
  };
  const look = async () => {
    said.replaceChildren(paragraph(say("looking_up")));
    said.replaceChildren(paragraph(await lookedUp(definition, portal, tracker, speaker)));
  };
  return h(
    "section",
    { class: "tm-casting__receipt", "aria-labelledby": "receipt-heading" },
    h("h3", { id: "receipt-heading" }, say("receipt_title")),
    paragraph(definition.question[speaker.language]),
    h("dl", { class: "tm-descriptions" }, facts.map(([name, fact]) => h("div", {}, h("dt", {}, say(name)), h("dd", {}, code(fact))))),
    qrPicture(address, say("qr")),
    paragraph(say("receipt_secret"), "tm-small"),
    h(
      "div",
      { class: "tm-button-row" },
      button(say("save"), () => save("receipt.txt", text, "text/plain"), "secondary"),
      button(say("print"), () => window.print(), "secondary"),
      button(say("copy"), copy, "secondary"),
      button(say("look_up"), look, "secondary"),
    ),
    said,
  );
}
