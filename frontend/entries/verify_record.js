// The second verifier on a page of the portal.
import { VerifierWidget } from "../pages/verifier/widget.js";

for (const root of document.querySelectorAll("[data-verifier]")) {
  const { worker, record } = root.dataset;
  new VerifierWidget(root, {
    language: document.documentElement.lang,
    makeWorker: () => new Worker(worker, { type: "module" }),
    address: record || null,
  });
}
