import { drawPage } from "../offline.js";
import { TrusteePage } from "./widget.js";
import { WORDS } from "./words.js";

let page = null;

drawPage(WORDS, (root, language) => {
  page = new TrusteePage(root, language, page);
});
