import { drawPage, makeWorker } from "../offline.js";
import { VerifierWidget } from "./widget.js";

const WORDS = {
  title: { ja: "投票の記録を確かめる", en: "Verify the record of a vote" },
  lead: {
    ja: "公開された投票の記録を、この端末の中だけで、投票の定義から当選まで確かめます。この画面は通信をしません。",
    en: "Checks the public record of a vote on this device alone, from its definition to its winners. This page connects to nothing.",
  },
};

let widget = null;

drawPage(WORDS, (root, language) => {
  widget?.run?.crew.stop();
  widget = new VerifierWidget(root, { language, makeWorker, address: null });
});
