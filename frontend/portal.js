// What every page does a little better with JavaScript; all of it works without.
import { showNotices } from "./lib/notices.js";
import { openDialogs } from "./lib/dialogs.js";
import { closeMenus } from "./lib/menus.js";
import { countCharacters } from "./lib/counting.js";
import { sendOnce } from "./lib/sending.js";
import { keepForms } from "./lib/kept.js";

showNotices(document);
openDialogs(document);
closeMenus(document);
countCharacters(document);
sendOnce(document);
keepForms(document, window.localStorage);
