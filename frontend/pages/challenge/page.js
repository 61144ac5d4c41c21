import { drawPage } from "../offline.js";
import { ChallengeWidget } from "./widget.js";
import { WORDS } from "./words.js";

drawPage(WORDS, (root, language) => new ChallengeWidget(root, language));
